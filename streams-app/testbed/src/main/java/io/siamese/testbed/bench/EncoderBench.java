package io.siamese.testbed.bench;

import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.PhotoResize;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.prepare.Preprocessors;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Measures the bundled encoder by batch size, and decoding by kind and size of the image, in CPU time of one thread.
 */
final class EncoderBench {
    private static final String SUITE = "encoder";
    private static final double SECONDS = 1;
    private static final int LARGEST_BATCH = 256;

    private final Consumer<String> progress;

    EncoderBench(Consumer<String> progress) {
        this.progress = progress;
    }

    List<BenchFigure> run() {
        List<BenchFigure> figures = new ArrayList<>();
        EncoderSettings settings = EncoderSettings.defaults().withMaxBatch(LARGEST_BATCH);
        try (OnnxEncoder encoder = OnnxEncoder.open(ModelFile.bundled(), settings)) {
            byte[] pixels =
                    decoded(encoder.preprocessor(), BenchImages.bilevel(1).get(0));
            for (int batch = 1; batch <= LARGEST_BATCH; batch *= 2) {
                List<byte[]> images = Collections.nCopies(batch, pixels);
                double seconds = ThreadCpuClock.secondsPerCall(SECONDS, () -> encoder.encode(images));
                addFigure(figures, "bundled encoder, batch of " + batch, batch / seconds, "images/s of CPU");
            }
            figures.addAll(decoding(encoder.preprocessor()));
            figures.addAll(photographs(encoder.preprocessor()));
        }
        return figures;
    }

    private List<BenchFigure> decoding(Preprocessor ink) {
        List<BenchFigure> figures = new ArrayList<>();
        List<byte[]> bilevel = BenchImages.bilevel(500);
        double all = ThreadCpuClock.secondsPerCall(SECONDS, () -> bilevel.forEach(file -> decoded(ink, file)));
        addFigure(figures, "decode and normalise, PNG, bilevel, 105 px", 1e6 * all / bilevel.size(), "µs");
        Preprocessor photo =
                Preprocessors.create(Preprocessing.photo(3, 112, 112, PhotoResize.Fit.STRETCH), ImageLimits.defaults());
        for (int side : List.of(105, 210, 420, 840)) {
            byte[] grey = BenchImages.scaledCharacter(side, BufferedImage.TYPE_BYTE_GRAY, "png");
            byte[] colour = BenchImages.scaledCharacter(side, BufferedImage.TYPE_INT_RGB, "png");
            byte[] jpeg = BenchImages.scaledCharacter(side, BufferedImage.TYPE_INT_RGB, "jpg");
            measureDecoding(figures, "PNG, grey, ink, " + side, ink, grey);
            measureDecoding(figures, "PNG, colour, photo to 112 px, " + side, photo, colour);
            measureDecoding(figures, "JPEG, photo to 112 px, " + side, photo, jpeg);
        }
        return figures;
    }

    /** Photographs and scans, as ratios to libjpeg-turbo's whole decode of the same file where djpeg is at hand. */
    private List<BenchFigure> photographs(Preprocessor ink) {
        List<BenchFigure> figures = new ArrayList<>();
        PhotoResize whole = Preprocessing.photo(3, 112, 112, PhotoResize.Fit.STRETCH);
        ImageLimits limits = new ImageLimits(1 << 26, 1L << 24);
        Preprocessor exact = Preprocessors.create(whole, limits);
        Preprocessor reduced = Preprocessors.create(whole.withDecoding(PhotoResize.Decoding.REDUCED), limits);
        measureDecoding(figures, "PNG, colour, ink, a scan of 700 x 300", ink, BenchImages.paperScan());
        againstDjpeg(figures, "JPEG, 840 px", exact, 840, null);
        againstDjpeg(figures, "JPEG, 840 px, reduced", reduced, 840, TargetBounds.below(2.0, 1.0));
        againstDjpeg(figures, "JPEG, 12 megapixels", exact, 3500, null);
        againstDjpeg(figures, "JPEG, 12 megapixels, reduced", reduced, 3500, TargetBounds.below(2.0, 0.7));
        return figures;
    }

    private void againstDjpeg(
            List<BenchFigure> figures, String what, Preprocessor photo, int side, @Nullable TargetBounds target) {
        byte[] jpeg = BenchImages.scaledCharacter(side, BufferedImage.TYPE_INT_RGB, "jpg");
        byte[] tiny = BenchImages.scaledCharacter(16, BufferedImage.TYPE_INT_RGB, "jpg");
        double own = ThreadCpuClock.secondsPerCall(SECONDS, () -> decoded(photo, jpeg));
        addFigure(figures, "decode and normalise, " + what + " to 112 px", 1e6 * own, "µs");
        DjpegClock.seconds(jpeg, tiny).ifPresent(theirs -> {
            String name = what + " to 112 px / djpeg's whole decode";
            BenchFigure ratio = BenchFigure.of(SUITE, name, own / theirs, "");
            figures.add(target == null ? ratio : ratio.withTarget(target));
            progress.accept(String.format(Locale.ROOT, "%s: %s: %.2f", SUITE, name, own / theirs));
        });
    }

    private void measureDecoding(List<BenchFigure> figures, String what, Preprocessor preprocessor, byte[] file) {
        double seconds = ThreadCpuClock.secondsPerCall(SECONDS / 4, () -> decoded(preprocessor, file));
        addFigure(figures, "decode and normalise, " + what + " px", 1e6 * seconds, "µs");
    }

    private void addFigure(List<BenchFigure> figures, String name, double value, String unit) {
        figures.add(BenchFigure.of(SUITE, name, value, unit));
        progress.accept(String.format(Locale.ROOT, "%s: %s: %,.1f %s", SUITE, name, value, unit));
    }

    private static byte[] decoded(Preprocessor preprocessor, byte[] file) {
        try {
            return preprocessor.apply(file);
        } catch (UnreadableImageException e) {
            throw new BenchFailure("a drawn image cannot be read: " + e.getMessage(), e);
        }
    }
}
