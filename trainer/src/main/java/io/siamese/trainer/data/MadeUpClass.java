package io.siamese.trainer.data;

import java.util.SplittableRandom;

/** Shows the same made-up character as often as it is asked. */
@FunctionalInterface
public interface MadeUpClass {

    /**
     * Shows the character as one hand draws it.
     *
     * @param hand names the hand: drawings of one hand share its habits
     * @param random decides how unsteady this drawing is
     */
    Sample showSample(long hand, SplittableRandom random);
}
