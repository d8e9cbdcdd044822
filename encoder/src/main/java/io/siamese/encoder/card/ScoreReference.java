package io.siamese.encoder.card;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Objects;

/**
 * Says how the scores of true claims were spread in the calibration: similarities of the most similar exemplar.
 *
 * @param exemplars of each subject
 * @param quantiles of the scores at even steps from the least to the greatest, ascending, at least two
 * @param tolerance as in {@link BinnedReference}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ScoreReference(int exemplars, List<Double> quantiles, double tolerance) {

    public ScoreReference {
        quantiles = List.copyOf(Objects.requireNonNull(quantiles, "Calibration: reference.quantiles is missing"));
        boolean ascends = quantiles.size() > 1 && quantiles.stream().allMatch(Double::isFinite);
        for (int i = 1; ascends && i < quantiles.size(); i++) {
            ascends = quantiles.get(i - 1) <= quantiles.get(i);
        }
        if (exemplars < 1 || !ascends || !(tolerance >= 0 && tolerance <= 1)) {
            throw new IllegalArgumentException("Calibration: reference.scores out of range: exemplars=" + exemplars
                    + " tolerance=" + tolerance + ", and at least two ascending quantiles are needed");
        }
    }

    /** Share of the calibration's scores below a score, linear between quantiles. */
    public double shareBelow(double score) {
        int steps = quantiles.size() - 1;
        if (score <= quantiles.get(0)) {
            return 0;
        }
        for (int i = 1; i <= steps; i++) {
            double right = quantiles.get(i);
            if (score < right) {
                double left = quantiles.get(i - 1);
                return (i - 1 + (score - left) / (right - left)) / steps;
            }
        }
        return 1;
    }
}
