package io.siamese.trainer;

import io.siamese.encoder.image.InkMoments;
import io.siamese.encoder.image.PhotoResize;
import io.siamese.encoder.image.Preprocessing;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say how an image becomes the input of an encoder. */
final class PreprocessingOptions {

    private enum Kind {
        INK,
        PHOTO
    }

    @Option(
            names = "--preprocessing",
            paramLabel = "KIND",
            description = {
                "ink: dark strokes on a light ground, moved and scaled to fill a square; photo: any image, resized."
                        + " One channel is luma, three are red, green and blue."
            })
    private @Nullable Kind kind;

    @Option(names = "--channels", paramLabel = "N", description = "photo: 1 or 3.")
    private @Nullable Integer channels;

    @Option(names = "--height", paramLabel = "PX", description = "photo: height of the input; ink: side of it.")
    private @Nullable Integer height;

    @Option(names = "--width", paramLabel = "PX", description = "photo: width of the input (default: the height).")
    private @Nullable Integer width;

    @Option(
            names = "--fit",
            paramLabel = "FIT",
            description = "photo: ${COMPLETION-CANDIDATES}: how another aspect ratio is met (default: CENTRE_CROP).")
    private PhotoResize.Fit fit = PhotoResize.Fit.CENTRE_CROP;

    @Option(
            names = "--polarity",
            paramLabel = "POLARITY",
            description = "ink: ${COMPLETION-CANDIDATES} (default: DARK_ON_LIGHT).")
    private InkMoments.Polarity polarity = InkMoments.Polarity.DARK_ON_LIGHT;

    /**
     * @param shape C, H and W where they are fixed already, -1 for what is open
     * @throws IllegalArgumentException naming the option that is missing or does not fit
     */
    Preprocessing preprocessing(long[] shape) {
        if (kind == null) {
            throw new IllegalArgumentException("--preprocessing: say whether the images are ink or photo");
        }
        int high = sideLength("--height", height, shape[1]);
        int wide = width == null && shape[2] < 0 ? high : sideLength("--width", width, shape[2]);
        if (kind == Kind.PHOTO) {
            return Preprocessing.photo(sideLength("--channels", channels, shape[0]), high, wide, fit);
        }
        if (sideLength("--channels", channels == null && shape[0] < 0 ? Integer.valueOf(1) : channels, shape[0]) != 1
                || high != wide) {
            throw new IllegalArgumentException("--preprocessing=ink: the input must be square and of one channel");
        }
        InkMoments ink = Preprocessing.ink(high);
        return new InkMoments(
                ink.version(),
                ink.size(),
                polarity,
                ink.maxSide(),
                ink.minContrast(),
                ink.floorPermille(),
                ink.blur(),
                ink.windowPermille(),
                ink.minWindowPermille(),
                ink.orientation(),
                ink.transparency());
    }

    private static int sideLength(String option, @Nullable Integer asked, long fixed) {
        if (asked == null && fixed < 0) {
            throw new IllegalArgumentException(option + ": the graph leaves it open, so name it");
        }
        if (asked != null && fixed >= 0 && asked != fixed) {
            throw new IllegalArgumentException(option + "=" + asked + ": the graph has " + fixed);
        }
        return asked != null ? asked : Math.toIntExact(fixed);
    }
}
