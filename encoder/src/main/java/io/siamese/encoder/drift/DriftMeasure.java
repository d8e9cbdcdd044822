package io.siamese.encoder.drift;

import java.util.Locale;

/** One of the things about images that are compared with the calibration's. */
public enum DriftMeasure {
    /** Difference of the lightest and the darkest pixel. */
    CONTRAST,
    /** Share of the pixels that carry ink. */
    INK,
    /** Scores of claims that match. */
    SCORE,
    /** Whether an image can be used at all. */
    REJECTED;

    /** The name in metrics and reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
