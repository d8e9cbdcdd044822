package io.siamese.encoder.card;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * Certifies that the exported graph computes what was trained.
 *
 * @param maxDifference largest absolute difference of an embedding's element, measured
 * @param images number of images it was measured on
 * @param bound largest difference accepted when the goldens are reproduced at start
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Parity(double maxDifference, int images, double bound) {
    /** What fp32 on another CPU, another batch size or another graph optimisation may differ by, with room. */
    public static final double DEFAULT_BOUND = 1e-5;

    public Parity {
        bound = bound == 0 ? DEFAULT_BOUND : bound;
        if (!(maxDifference >= 0 && maxDifference <= bound && bound <= 0.01 && images >= 0)) {
            throw new IllegalArgumentException("Model card: parity.maxDifference=" + maxDifference + ", bound=" + bound
                    + ", images=" + images + ": needs 0 <= maxDifference <= bound <= 0.01 and images >= 0");
        }
    }

    public Parity(double maxDifference, int images) {
        this(maxDifference, images, DEFAULT_BOUND);
    }

    static Parity unmeasured() {
        return new Parity(0, 0);
    }
}
