package io.siamese.encoder.drift;

import io.siamese.encoder.card.BinnedReference;
import io.siamese.encoder.card.CalibrationReference;
import io.siamese.encoder.card.ScoreReference;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.DecodedImage;
import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.ImageMeasures;
import io.siamese.encoder.image.InkMeasure;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Draws characters, changes how they look, and counts them. */
final class DrawnImages {
    private static final int SIZE = StrokeCharacters.SIZE;
    private static final InkMeasure MEASURE = new InkMeasure(true);
    private static final List<Double> CONTRAST = List.of(64.0, 128.0, 192.0, 240.0);
    private static final List<Double> INK = List.of(0.02, 0.03, 0.04, 0.05, 0.06, 0.07, 0.08, 0.1, 0.15, 0.25, 0.5);

    private DrawnImages() {}

    static List<ImageMeasures> of(long seed, int subjects, int hands, UnaryOperator<GrayImage> look) {
        StrokeCharacters drawn = new StrokeCharacters(seed);
        return IntStream.range(0, subjects * hands)
                .mapToObj(i -> look.apply(drawn.image(i / hands, i % hands)))
                .map(image -> MEASURE.measure(new DecodedImage(List.of(image))))
                .toList();
    }

    /** What characters of so many subjects look like, whose scores are spread evenly from 0 to 1. */
    static CalibrationReference reference(long seed, int subjects, int hands) {
        List<ImageMeasures> images = of(seed, subjects, hands, UnaryOperator.identity());
        return new CalibrationReference(
                subjects,
                images.size(),
                0,
                binned(
                        CONTRAST,
                        images.stream().mapToDouble(ImageMeasures::contrast).toArray()),
                binned(INK, images.stream().mapToDouble(ImageMeasures::ink).toArray()),
                List.of(new ScoreReference(1, List.of(0.0, 1.0), 0)));
    }

    private static BinnedReference binned(List<Double> edges, double[] values) {
        Integer[] counts = new Integer[edges.size() + 1];
        Arrays.fill(counts, 0);
        BinnedReference bins = new BinnedReference(edges, List.of(counts), 0);
        for (double value : values) {
            counts[bins.bin(value)]++;
        }
        return new BinnedReference(edges, List.of(counts), 0);
    }

    static GrayImage inverted(GrayImage image) {
        byte[] luma = image.luma();
        for (int i = 0; i < luma.length; i++) {
            luma[i] = (byte) ~luma[i];
        }
        return GrayImage.wrapLuma(SIZE, SIZE, luma);
    }

    /** Every pixel near ink is ink. */
    static GrayImage widePen(GrayImage image) {
        return eachPixel((x, y) -> IntStream.range(0, 25)
                .map(i -> at(image, x + i % 5 - 2, y + i / 5 - 2))
                .min()
                .orElseThrow());
    }

    /** The mean of 9 × 9 pixels. */
    static GrayImage blurred(GrayImage image) {
        return eachPixel((x, y) -> IntStream.range(0, 81)
                        .map(i -> at(image, x + i % 9 - 4, y + i / 9 - 4))
                        .sum()
                / 81);
    }

    /** Grey all over, with the character as a shade: what a camera makes of a badly lit page. */
    static GrayImage photographed(GrayImage image) {
        SplittableRandom noise = new SplittableRandom(image.at(0, 0) + image.at(50, 50));
        return eachPixel((x, y) -> 90 + x / 2 + noise.nextInt(30) - (255 - at(image, x, y)) / 8);
    }

    private interface Pixel {
        int at(int x, int y);
    }

    private static GrayImage eachPixel(Pixel pixel) {
        byte[] luma = new byte[SIZE * SIZE];
        for (int i = 0; i < luma.length; i++) {
            luma[i] = (byte) pixel.at(i % SIZE, i / SIZE);
        }
        return GrayImage.wrapLuma(SIZE, SIZE, luma);
    }

    private static int at(GrayImage image, int x, int y) {
        return x < 0 || y < 0 || x >= SIZE || y >= SIZE ? 255 : image.at(x, y);
    }
}
