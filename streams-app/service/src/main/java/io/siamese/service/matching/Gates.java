package io.siamese.service.matching;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds what an exemplar must be to be enrolled, and to be enrolled without a flag.
 *
 * @param minContrast least difference of the darkest and the lightest pixel, 0 to 255; 0: any
 * @param minInk least share of the pixels that carry ink, 0 to 1; 0: any
 * @param duplicateSimilarity to another exemplar of the subject from which it adds nothing; empty: the encoder's default
 * @param lookalikeSimilarity to another subject's exemplar from which it is suspicious; empty: where a search would match
 */
public record Gates(
        double minContrast, double minInk, Optional<Double> duplicateSimilarity, Optional<Double> lookalikeSimilarity) {
    static final String MIN_CONTRAST = "min-contrast";
    static final String MIN_INK = "min-ink";
    static final String DUPLICATE = "duplicate-similarity";
    static final String LOOKALIKE = "lookalike-similarity";

    private static final Set<String> NAMES = Set.of(MIN_CONTRAST, MIN_INK, DUPLICATE, LOOKALIKE);

    /** Reads the limits by name; a name of a later release is passed over. */
    public static Gates of(Map<String, Double> limits) {
        return new Gates(
                limits.getOrDefault(MIN_CONTRAST, 0.0),
                limits.getOrDefault(MIN_INK, 0.0),
                Optional.ofNullable(limits.get(DUPLICATE)),
                Optional.ofNullable(limits.get(LOOKALIKE)));
    }

    /** Whether the image itself has to be measured. */
    public boolean measuresImages() {
        return minContrast > 0 || minInk > 0;
    }

    /** What is wrong with limits that somebody asks for. */
    static Optional<String> problem(Map<String, Double> limits) {
        Set<String> unknown = new TreeSet<>(limits.keySet());
        unknown.removeAll(NAMES);
        if (!unknown.isEmpty()) {
            return Optional.of("gates " + unknown + ", there are " + new TreeSet<>(NAMES));
        }
        return outside(limits, MIN_CONTRAST, 0, 255)
                .or(() -> outside(limits, MIN_INK, 0, 1))
                .or(() -> outside(limits, DUPLICATE, -Double.MAX_VALUE, Double.MAX_VALUE))
                .or(() -> outside(limits, LOOKALIKE, -Double.MAX_VALUE, Double.MAX_VALUE));
    }

    private static Optional<String> outside(Map<String, Double> limits, String name, double least, double greatest) {
        double value = limits.getOrDefault(name, least);
        return value >= least && value <= greatest
                ? Optional.empty()
                : Optional.of("gate " + name + "=" + value + ", allowed is " + least + " to " + greatest);
    }
}
