package io.siamese.trainer.data;

import java.util.random.RandomGenerator;

/**
 * The affine distortions of Koch et al. 2015 (section 3.3): rotation by up to 10 degrees, shear of each axis by up to 0.3,
 * scale of each axis within 0.8 to 1.2, shift of each axis by up to 2 of 105 pixels. Each of the seven is uniform, and left
 * out with probability one half.
 */
final class KochDistortion {

    private static final double ROTATION = Math.toRadians(10);
    private static final double SHEAR = 0.3;
    private static final double SCALE = 0.2;
    private static final double SHIFT = 2.0 / 105;

    private KochDistortion() {}

    static Distortion draw(RandomGenerator random) {
        double angle = ROTATION * drawOrZero(random);
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        Distortion rotation = new Distortion(cos, -sin, 0, sin, cos, 0);
        Distortion shear = new Distortion(1, SHEAR * drawOrZero(random), 0, SHEAR * drawOrZero(random), 1, 0);
        // What is seen at p comes from p / s: the drawing grows by s.
        double wide = 1 / (1 + SCALE * drawOrZero(random));
        double tall = 1 / (1 + SCALE * drawOrZero(random));
        Distortion scale = new Distortion(wide, 0, SHIFT * drawOrZero(random), 0, tall, SHIFT * drawOrZero(random));
        return scale.andThen(shear).andThen(rotation);
    }

    /** Uniform in [-1, 1), or 0 with probability one half; always two draws, so that the sequence does not shift. */
    private static double drawOrZero(RandomGenerator random) {
        double amount = 2 * random.nextDouble() - 1;
        return random.nextBoolean() ? amount : 0;
    }
}
