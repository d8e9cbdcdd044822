package io.siamese.trainer.data.madeup;

import java.util.List;
import java.util.SplittableRandom;

/** Gives the strokes that one alphabet is made of. */
interface PartSource {

    /** The strokes of a new character. */
    List<StrokePart> character(SplittableRandom random);

    /** One more stroke for a character that has these. */
    StrokePart another(List<StrokePart> earlier, SplittableRandom random);
}
