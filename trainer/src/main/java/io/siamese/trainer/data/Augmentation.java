package io.siamese.trainer.data;

import io.siamese.encoder.image.WindowMap;
import java.util.random.RandomGenerator;

/**
 * How far a drawing may be bent without becoming another character; each amount is drawn uniformly. Distances are shares
 * of the window's side, not of the image's: a character is distorted alike however large it was drawn.
 *
 * @param rotation largest turn either way, degrees
 * @param scale largest change of each axis, as a share (0.2 is 0.8 to 1.2)
 * @param shear largest horizontal shear
 * @param shift largest shift of each axis, as a share of the window
 * @param elastic largest shift of each node of a {@link Warp}, as a share of the window: strokes bend, each its own way
 */
public record Augmentation(double rotation, double scale, double shear, double shift, double elastic) {

    /** What the prototype was best with (half of it was worse), and a bend that the prototype did not have. */
    public static Augmentation standard() {
        return new Augmentation(15, 0.2, 0.3, 0.05, 0.03);
    }

    /** A view of what {@code upright} shows, distorted at random. */
    WindowMap draw(Distortion upright, RandomGenerator random) {
        Distortion affine = upright.then(affine(random));
        return elastic == 0 ? affine : Warp.draw(affine, elastic, random);
    }

    private Distortion affine(RandomGenerator random) {
        double angle = Math.toRadians(rotation * either(random));
        double wide = 1 / (1 + scale * either(random));
        double tall = 1 / (1 + scale * either(random));
        double lean = shear * either(random);
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double xy = -sin + lean * cos;
        double yy = cos + lean * sin;
        return new Distortion(
                wide * cos, tall * xy, shift * either(random), wide * sin, tall * yy, shift * either(random));
    }

    private static double either(RandomGenerator random) {
        return 2 * random.nextDouble() - 1;
    }
}
