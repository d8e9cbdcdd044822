package io.siamese.trainer;

import io.siamese.encoder.image.Alignment;
import io.siamese.encoder.image.FileReading;
import io.siamese.encoder.image.OrientationRule;
import io.siamese.encoder.image.PhotoResize;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.Transparency;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that say how files become pictures. */
final class ReadingOptions {

    @Option(
            names = "--orientation",
            paramLabel = "RULE",
            description =
                    "${COMPLETION-CANDIDATES}: whether the orientation tag of a file turns the picture (default of a new"
                            + " card: EXIF).")
    private @Nullable OrientationRule orientation;

    @Option(
            names = "--transparency",
            paramLabel = "GROUND",
            description =
                    "${COMPLETION-CANDIDATES}: what transparent pixels lie on; INK_DECIDES is for ink and also reads white"
                            + " ink on transparent ground (default of a new card: INK_DECIDES for ink, WHITE for photo).")
    private @Nullable Transparency transparency;

    @Option(
            names = "--align-points",
            paramLabel = "X,Y,X,Y,…",
            split = ",",
            description =
                    "photo: where a detector's landmarks lie in the input, in pixels, such as 38.2946,51.6963,73.5318,51.5014,… for"
                            + " the five of ArcFace at 112 x 112. Pictures are turned, scaled and moved so that theirs come to lie"
                            + " there.")
    private @Nullable List<BigDecimal> alignPoints;

    @Option(
            names = "--decoding",
            paramLabel = "HOW",
            description =
                    "photo: ${COMPLETION-CANDIDATES}: whether large JPEGs are decoded at a half, a quarter or an eighth of their"
                            + " size, which is faster and changes pixels a little (default of a new card: WHOLE).")
    private PhotoResize.@Nullable Decoding decoding;

    boolean isGiven() {
        return orientation != null || transparency != null || alignPoints != null || decoding != null;
    }

    /**
     * The steps with what the options say; what they leave out stays.
     *
     * @throws IllegalArgumentException if the ink is to decide and there is none
     */
    Preprocessing apply(Preprocessing steps) {
        FileReading reading = steps.reading();
        Preprocessing read = steps.withReading(
                orientation == null ? reading.orientation() : orientation,
                transparency == null ? reading.transparency() : transparency);
        Preprocessing aligned = alignPoints == null ? read : read.withAlignment(alignment(alignPoints));
        return decoding == null ? aligned : decoded(aligned, decoding);
    }

    private static Preprocessing decoded(Preprocessing steps, PhotoResize.Decoding how) {
        if (steps instanceof PhotoResize photo) {
            return photo.withDecoding(how);
        }
        throw new IllegalArgumentException("--decoding=" + how + " is for photographs");
    }

    private static Alignment alignment(List<BigDecimal> pixels) {
        try {
            return new Alignment(pixels.stream()
                    .map(number -> number.movePointRight(3)
                            .setScale(0, RoundingMode.HALF_UP)
                            .intValueExact())
                    .toList());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException("--align-points: " + e.getMessage(), e);
        }
    }
}
