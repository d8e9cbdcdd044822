package io.siamese.trainer.data;

import io.siamese.encoder.image.GrayImage;
import java.util.SplittableRandom;

/** Draws the same made-up character as often as it is asked. */
@FunctionalInterface
public interface MadeUpClass {

    /**
     * Draws the character once, in black on white.
     *
     * @param hand names the hand: drawings of one hand share its habits
     * @param random decides how unsteady this drawing is
     */
    GrayImage drawnBy(long hand, SplittableRandom random);
}
