package io.siamese.trainer.data.madeup;

import java.util.List;

/**
 * Holds one stroke of a real character as several people drew it. A hand that draws it copies one of them, the same person
 * for all strokes where that is possible.
 *
 * @param drawings the stroke by each person, in units of the whole character about its middle
 */
record RecordedShape(List<Polyline> drawings) implements StrokeShape {

    RecordedShape {
        drawings = List.copyOf(drawings);
    }

    @Override
    public Polyline drawnBy(WritingHand hand) {
        return drawings.get(hand.chooseRecording(drawings.size()));
    }
}
