package io.siamese.encoder.card;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Objects;

/**
 * Says how often one measure of the calibration's images fell into each of some bins.
 *
 * @param edges upper ends of all bins but the last, ascending; a value on an edge belongs to the bin above it
 * @param counts images in each bin, one more than {@code edges}
 * @param tolerance Kolmogorov–Smirnov distance from these counts that is ordinary between the calibration's own groups, in [0, 1]
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BinnedReference(List<Double> edges, List<Integer> counts, double tolerance) {

    public BinnedReference {
        edges = List.copyOf(Objects.requireNonNull(edges, "Calibration: reference.edges is missing"));
        counts = List.copyOf(Objects.requireNonNull(counts, "Calibration: reference.counts is missing"));
        if (counts.size() != edges.size() + 1
                || counts.stream().anyMatch(count -> count < 0)
                || !(tolerance >= 0 && tolerance <= 1)) {
            throw new IllegalArgumentException("Calibration: reference has " + counts.size() + " counts for "
                    + edges.size() + " edges, or one below 0, or tolerance=" + tolerance + " outside of 0 to 1");
        }
    }

    /** The bin of a value, from 0. */
    public int bin(double value) {
        int bin = 0;
        while (bin < edges.size() && value >= edges.get(bin)) {
            bin++;
        }
        return bin;
    }
}
