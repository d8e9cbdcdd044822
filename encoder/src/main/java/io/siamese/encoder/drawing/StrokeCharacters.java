package io.siamese.encoder.drawing;

import io.siamese.encoder.image.GrayImage;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws handwritten characters that never existed. A subject is a few smooth strokes. Each drawer writes them with a
 * slant, proportions, unsteady control points and a pen of his own. The ink is black on white, in 105 × 105 pixels
 * like Omniglot's. An image depends on seed, subject and drawer alone, to the last bit. Thread-safe.
 */
public final class StrokeCharacters {
    /** Side of every image, pixels. */
    public static final int SIZE = 105;

    private static final long SUBJECT_STEP = 0x9E3779B97F4A7C15L;
    private static final long DRAWER_STEP = 0xD1B54A32D192ED03L;

    private final long seed;

    public StrokeCharacters(long seed) {
        this.seed = seed;
    }

    /** The character as luma: 0 is ink, 255 is ground. */
    public GrayImage image(int subject, int drawer) {
        long subjectSeed = seed + SUBJECT_STEP * (subject + 1L);
        List<Stroke> character = new CharacterDesign(new SplittableRandom(subjectSeed)).strokes();
        Hand hand = Hand.createRandom(new SplittableRandom(subjectSeed ^ DRAWER_STEP * (drawer + 1L)));
        Canvas canvas = new Canvas(SIZE);
        for (Stroke stroke : character) {
            hand.writeStroke(stroke, canvas);
        }
        return canvas.toImage();
    }

    /** The character as a PNG file of one bit a pixel; the same bytes on every machine. */
    public byte[] png(int subject, int drawer) {
        return BilevelPng.encode(image(subject, drawer));
    }
}
