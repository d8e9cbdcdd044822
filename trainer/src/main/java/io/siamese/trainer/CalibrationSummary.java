package io.siamese.trainer;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FmrPoint;
import io.siamese.encoder.card.FpirPoint;
import io.siamese.encoder.card.FusionKind;
import io.siamese.encoder.card.Refusal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Says in ten lines at most which rates a calibration supports, and which not. {@link CalibrationTable} has everything. */
record CalibrationSummary(Calibration calibration) {

    private static final String BEST = FusionKind.BEST.name();
    private static final int MOST_SIZES = 3;
    private static final int MOST_REFUSALS = 2;

    String renderText() {
        List<String> lines = new ArrayList<>();
        lines.add("supported for claims (1:1), by the most similar exemplar:");
        comparisons(lines);
        lines.add("supported for searches (1:N), by the most similar exemplar:");
        searches(lines);
        refusals(lines);
        return String.join(System.lineSeparator(), lines);
    }

    /** What somebody must know who would start a service with it; empty: it can decide by error rates. */
    Optional<String> warning() {
        return calibration.fmr().stream().anyMatch(point -> point.fusion().equals(BEST))
                ? Optional.empty()
                : Optional.of(
                        "no error rate is supported: too few classes are left for the calibration, so a service does not"
                                + " start with this model. ./siamese calibrate takes all classes of another folder; or set"
                                + " policy.threshold");
    }

    /** For the fewest and the most exemplars: the lowest FMR, and what is missed at it. */
    private void comparisons(List<String> lines) {
        TreeMap<Integer, List<FmrPoint>> byExemplars = calibration.fmr().stream()
                .filter(point -> point.fusion().equals(BEST))
                .collect(Collectors.groupingBy(FmrPoint::exemplars, TreeMap::new, Collectors.toList()));
        if (byExemplars.isEmpty()) {
            lines.add("  nothing");
        }
        firstAndLast(byExemplars).forEach((exemplars, points) -> {
            FmrPoint lowest = points.stream()
                    .min(Comparator.comparingDouble(FmrPoint::fmr))
                    .orElseThrow();
            lines.add(String.format(
                    Locale.ROOT,
                    "  %s: FMR down to %s, at threshold %.4f, where %.1f %% of true claims are missed",
                    exemplars(exemplars),
                    percent(lowest.fmr()),
                    lowest.threshold(),
                    100 * lowest.fnmr()));
        });
    }

    /** For the fewest and the most exemplars: the largest gallery of each FPIR. */
    private void searches(List<String> lines) {
        TreeMap<Integer, List<FpirPoint>> byExemplars = calibration.fpir().stream()
                .filter(point -> point.fusion().equals(BEST))
                .collect(Collectors.groupingBy(FpirPoint::exemplars, TreeMap::new, Collectors.toList()));
        if (byExemplars.isEmpty()) {
            lines.add("  nothing");
        }
        firstAndLast(byExemplars).forEach((exemplars, points) -> {
            Map<Double, Integer> largest = new TreeMap<>(Comparator.reverseOrder());
            points.forEach(point -> largest.merge(point.fpir(), point.subjects(), Math::max));
            lines.add("  " + exemplars(exemplars) + ": "
                    + largest.entrySet().stream()
                            .limit(MOST_SIZES)
                            .map(each -> "FPIR " + percent(each.getKey()) + " up to " + subjects(each.getValue()))
                            .collect(Collectors.joining(", ")));
        });
    }

    private void refusals(List<String> lines) {
        List<Refusal> refusals = calibration.refusals();
        if (refusals.isEmpty()) {
            return;
        }
        lines.add("not supported: " + refusals.size() + (refusals.size() == 1 ? " target" : " targets")
                + "; more classes and groups would support them");
        refusals.stream().limit(MOST_REFUSALS).forEach(each -> lines.add("  " + each.target() + ": " + each.reason()));
    }

    private static <T> Map<Integer, T> firstAndLast(TreeMap<Integer, T> byExemplars) {
        Map<Integer, T> ends = new TreeMap<>(byExemplars);
        ends.keySet()
                .removeIf(exemplars ->
                        !exemplars.equals(byExemplars.firstKey()) && !exemplars.equals(byExemplars.lastKey()));
        return ends;
    }

    private static String exemplars(int count) {
        return count + (count == 1 ? " exemplar" : " exemplars");
    }

    private static String subjects(int count) {
        return count + (count == 1 ? " subject" : " subjects");
    }

    private static String percent(double rate) {
        return String.format(Locale.ROOT, "%.4g", 100 * rate).replaceAll("\\.?0+$", "") + " %";
    }
}
