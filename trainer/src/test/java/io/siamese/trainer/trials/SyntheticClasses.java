package io.siamese.trainer.trials;

import static io.siamese.trainer.trials.RandomRows.gaussian;
import static io.siamese.trainer.trials.RandomRows.toUnitLength;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes classes of one group whose embeddings lie around a random centre each. */
public final class SyntheticClasses {

    private static final int DIMENSION = 16;

    private SyntheticClasses() {}

    public static List<EmbeddedClass> drawClasses(int count, int drawers, int seed) {
        Random random = new Random(seed);
        List<EmbeddedClass> classes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] centre = gaussian(random, new float[DIMENSION], 1);
            float[][] rows = new float[drawers][];
            for (int drawer = 0; drawer < drawers; drawer++) {
                rows[drawer] = toUnitLength(gaussian(random, centre, 0.5));
            }
            classes.add(new EmbeddedClass("g", "c" + i, rows));
        }
        return classes;
    }
}
