package io.siamese.cli;

import io.siamese.cli.DecisionReport.GalleryLine;
import io.siamese.client.VisibleText;
import io.siamese.encoder.drift.Drift;
import io.siamese.encoder.drift.DriftMeasure;
import io.siamese.encoder.drift.ImageTally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says a {@link DecisionReport} in about ten lines. */
record DecisionReportText(DecisionReport report) {
    private static final int GALLERIES = 5;
    private static final int REASONS = 3;

    List<String> renderLines(Instant from) {
        List<String> lines = new ArrayList<>();
        lines.add(report.decisions() + " decisions since " + from);
        if (report.decisions() > 0) {
            lines.add("  " + outcomes());
        }
        if (!report.rejections().isEmpty()) {
            lines.add("  rejected: " + rejections());
        }
        if (report.byOthers() > 0) {
            lines.add("  " + report.byOthers() + " of another encoder, whose images are not compared");
        }
        report.reference()
                .ifPresentOrElse(
                        reference -> compare(lines),
                        () -> lines.add(
                                "no reference: the calibration does not say what its images look like. Calibrate"
                                        + " again to have one"));
        return lines;
    }

    private String outcomes() {
        return report.outcomes().entrySet().stream()
                .map(each -> String.format(
                        Locale.ROOT, "%s %.1f %%", each.getKey(), 100.0 * each.getValue() / report.decisions()))
                .collect(Collectors.joining("  "));
    }

    private String rejections() {
        return report.rejections().entrySet().stream()
                .sorted((one, other) -> Long.compare(other.getValue(), one.getValue()))
                .limit(REASONS)
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
    }

    private void compare(List<String> lines) {
        List<GalleryLine> galleries = report.galleries();
        lines.add("images compared with calibration "
                + report.calibration().orElseThrow().calibrationId() + ": distance (limit)");
        lines.add(String.format(
                Locale.ROOT,
                "  %-20s %8s  %s",
                "gallery",
                "images",
                "contrast     ink          score        rejected"));
        galleries.stream().limit(GALLERIES).forEach(line -> lines.add(formatRow(line)));
        if (galleries.size() > GALLERIES) {
            lines.add("  and " + (galleries.size() - GALLERIES) + " galleries more, of which "
                    + galleries.stream()
                            .skip(GALLERIES)
                            .filter(DecisionReport::hasSaidDrift)
                            .count() + " drift");
        }
        lines.add(verdict(galleries));
    }

    private static String formatRow(GalleryLine line) {
        return String.format(
                Locale.ROOT,
                "  %-20s %8d  %s",
                VisibleText.of(line.gallery()),
                line.images(),
                line.drifts().stream().map(DecisionReportText::formatDrift).collect(Collectors.joining("  ")));
    }

    private static String formatDrift(Drift drift) {
        String mark = drift.isSaid() ? "!" : " ";
        return drift.isMeasured()
                ? String.format(Locale.ROOT, "%.2f (%.2f)%s", drift.distance(), drift.limit(), mark)
                : "too few    ";
    }

    private static String verdict(List<GalleryLine> galleries) {
        List<String> said = galleries.stream()
                .filter(DecisionReport::hasSaidDrift)
                .limit(GALLERIES)
                .map(line -> VisibleText.of(line.gallery()) + " has "
                        + line.drifts().stream()
                                .filter(Drift::isSaid)
                                .map(DecisionReportText::describeShift)
                                .collect(Collectors.joining(", ")))
                .toList();
        if (!said.isEmpty()) {
            return "not as calibrated: " + String.join("; ", said);
        }
        boolean measured =
                galleries.stream().anyMatch(line -> line.drifts().stream().anyMatch(Drift::isMeasured));
        return measured
                ? "as calibrated, as far as can be told"
                : "nothing can be told: it takes " + ImageTally.FEWEST + " images and some subjects in a gallery";
    }

    private static String describeShift(Drift drift) {
        boolean more = drift.shift() > 0;
        if (drift.measure() == DriftMeasure.SCORE) {
            return more ? "higher scores" : "lower scores";
        }
        return (more ? "more " : "less ")
                + (drift.measure() == DriftMeasure.REJECTED
                        ? "rejections"
                        : drift.measure().label());
    }
}
