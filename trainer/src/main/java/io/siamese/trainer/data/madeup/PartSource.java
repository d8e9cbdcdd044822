package io.siamese.trainer.data.madeup;

import java.util.List;
import java.util.SplittableRandom;

/** Gives the strokes that one alphabet is made of. */
interface PartSource {

    /** The strokes of a new character. */
    List<Part> character(SplittableRandom random);

    /** One more stroke for a character that has these. */
    Part another(List<Part> earlier, SplittableRandom random);
}
