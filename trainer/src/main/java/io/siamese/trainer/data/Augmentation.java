package io.siamese.trainer.data;

import io.siamese.encoder.image.WindowMap;
import java.util.random.RandomGenerator;

/**
 * Says how far an image may be changed without becoming another subject's. Each amount is drawn uniformly. Distances are shares
 * of the window's side, not of the image's: a character is distorted alike however large it was drawn.
 *
 * @param rotation largest turn either way, degrees
 * @param scale largest change of each axis, as a share (0.2 is 0.8 to 1.2)
 * @param shear largest horizontal shear
 * @param shift largest shift of each axis, as a share of the window
 * @param elastic largest shift of each node of a {@link Warp}, as a share of the window: strokes bend, each its own way
 * @param mirror probability that a view is mirrored, left for right: only where a mirrored subject is the same subject
 * @param brightness largest shift of all values either way, as a share of their range
 * @param contrast largest change of the values' distance from the middle, as a share
 * @param crop largest share of the window's side that is left out: a view is a square anywhere in it, whose side is drawn
 * @param colour largest change of each channel's values, as a share: every channel changes for itself
 */
public record Augmentation(
        double rotation,
        double scale,
        double shear,
        double shift,
        double elastic,
        double mirror,
        double brightness,
        double contrast,
        double crop,
        double colour) {

    /** What bends a drawing, and nothing else. */
    public Augmentation(double rotation, double scale, double shear, double shift, double elastic) {
        this(rotation, scale, shear, shift, elastic, 0, 0, 0, 0, 0);
    }

    /** For ink: what the prototype was best with (half of it was worse), and a bend that the prototype did not have. */
    public static Augmentation forInk() {
        return new Augmentation(15, 0.2, 0.3, 0.05, 0.03);
    }

    /**
     * For photographs: a camera that is held and placed a little differently, nearer or farther, in another light, from either
     * side.
     */
    public static Augmentation forPhotos() {
        return new Augmentation(10, 0.15, 0.1, 0.08, 0, 0.5, 0.15, 0.25, 0.5, 0);
    }

    /** Whether it changes values, and not only where they are. */
    public boolean changesTone() {
        return brightness > 0 || contrast > 0 || colour > 0;
    }

    /** A view of what {@code upright} shows, distorted at random. */
    byte[] drawView(Sample sample, Distortion upright, RandomGenerator random) {
        byte[] seen = sample.distorted(drawMap(mirrored(upright, random), random));
        if (brightness > 0 || contrast > 0) {
            seen = Tone.draw(brightness, contrast, random).applyTo(seen);
        }
        return colour > 0 ? ChannelGains.draw(sample.channels(), colour, random).applyTo(seen) : seen;
    }

    /** An amount of 0 draws nothing, so that episodes stay what they were before the augmentation existed. */
    private Distortion mirrored(Distortion upright, RandomGenerator random) {
        boolean flip = mirror > 0 && random.nextDouble() < mirror;
        return flip ? Distortion.mirrored().andThen(upright) : upright;
    }

    private WindowMap drawMap(Distortion upright, RandomGenerator random) {
        Distortion affine = cropped(upright, random).andThen(drawAffine(random));
        return elastic == 0 ? affine : Warp.draw(affine, elastic, random);
    }

    private Distortion cropped(Distortion upright, RandomGenerator random) {
        if (crop == 0) {
            return upright;
        }
        double side = 1 - crop * random.nextDouble();
        double room = (1 - side) / 2;
        return upright.andThen(new Distortion(side, 0, room * drawSigned(random), 0, side, room * drawSigned(random)));
    }

    private Distortion drawAffine(RandomGenerator random) {
        double angle = Math.toRadians(rotation * drawSigned(random));
        double wide = 1 / (1 + scale * drawSigned(random));
        double tall = 1 / (1 + scale * drawSigned(random));
        double lean = shear * drawSigned(random);
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double xy = -sin + lean * cos;
        double yy = cos + lean * sin;
        return new Distortion(
                wide * cos, tall * xy, shift * drawSigned(random), wide * sin, tall * yy, shift * drawSigned(random));
    }

    private static double drawSigned(RandomGenerator random) {
        return 2 * random.nextDouble() - 1;
    }

    /** Checkpoints name their run by this text: it stays what it was before there were photographs. */
    @Override
    public String toString() {
        String more = mirror > 0 || changesTone()
                ? ", mirror=" + mirror + ", brightness=" + brightness + ", contrast=" + contrast
                : "";
        if (crop > 0 || colour > 0) {
            more += ", crop=" + crop + ", colour=" + colour;
        }
        return "Augmentation[rotation=" + rotation + ", scale=" + scale + ", shear=" + shear + ", shift=" + shift
                + ", elastic=" + elastic + more + "]";
    }
}
