package io.siamese.trainer.data.madeup;

import java.util.List;

/** Holds a real character as the strokes that its drawings agree about. */
record RecordedCharacter(List<RecordedShape> strokes) {

    RecordedCharacter {
        strokes = List.copyOf(strokes);
    }
}
