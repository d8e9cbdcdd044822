package io.siamese.encoder.card;

/** Names the ways in which the exemplars of a subject give one score. Calibrations write the same names. */
public enum FusionKind {
    /** The score is the similarity of the most similar exemplar. */
    BEST,
    /** The score is the similarity to the subject's mean template. */
    MEAN,
    /** The score is the base-10 logarithm of the likelihood ratio of both similarities. */
    CALIBRATED,
    /** A later version's way. The similarity of the most similar exemplar stands in, and no calibration knows the score. */
    UNKNOWN;

    /** Whether a calibration's text names this kind. */
    public boolean isNamed(String text) {
        return name().equals(text);
    }

    /** Whether the similarity of the most similar exemplar counts. */
    public boolean needsBest() {
        return this != MEAN;
    }

    /** Whether the similarity to the mean template counts. */
    public boolean needsMean() {
        return this == MEAN || this == CALIBRATED;
    }
}
