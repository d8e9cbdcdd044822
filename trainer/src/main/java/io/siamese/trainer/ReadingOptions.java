package io.siamese.trainer;

import io.siamese.encoder.image.FileReading;
import io.siamese.encoder.image.OrientationRule;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.Transparency;
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

    boolean isGiven() {
        return orientation != null || transparency != null;
    }

    /**
     * The steps with what the options say; what they leave out stays.
     *
     * @throws IllegalArgumentException if the ink is to decide and there is none
     */
    Preprocessing apply(Preprocessing steps) {
        FileReading reading = steps.reading();
        return steps.withReading(
                orientation == null ? reading.orientation() : orientation,
                transparency == null ? reading.transparency() : transparency);
    }
}
