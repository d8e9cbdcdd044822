package io.siamese.trainer;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FmrPoint;
import io.siamese.encoder.card.FpirPoint;
import io.siamese.encoder.card.RatePrediction;
import io.siamese.encoder.card.Refusal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Thresholds of a calibration with their intervals, and what it refuses. */
record CalibrationTable(Calibration calibration) {

    String renderText() {
        StringBuilder text = new StringBuilder();
        appendLine(text, "thresholds of 1:1 (rates in %%)");
        appendLine(
                text,
                "  %-10s %9s %6s %10s  %-15s %-17s %7s",
                "fusion",
                "exemplars",
                "FMR",
                "threshold",
                "95 %",
                "new group 99 %",
                "FNMR");
        for (FmrPoint point : calibration.fmr()) {
            appendLine(
                    text,
                    "  %-10s %9d %6s %10.4f  %-15s %-17s %7.2f",
                    point.fusion(),
                    point.exemplars(),
                    percent(point.fmr()),
                    point.threshold(),
                    formatRange(point.low(), point.high()),
                    formatRange(point.prediction()),
                    100 * point.fnmr());
        }
        appendLine(text, "thresholds of 1:N (rates in %%)");
        appendLine(
                text,
                "  %-10s %9s %6s %6s %10s  %-15s %-17s",
                "fusion",
                "exemplars",
                "N",
                "FPIR",
                "threshold",
                "95 %",
                "new group 99 %");
        for (FpirPoint point : calibration.fpir()) {
            appendLine(
                    text,
                    "  %-10s %9d %6d %6s %10.4f  %-15s %-17s",
                    point.fusion(),
                    point.exemplars(),
                    point.subjects(),
                    percent(point.fpir()),
                    point.threshold(),
                    formatRange(point.low(), point.high()),
                    formatRange(point.prediction()));
        }
        if (!calibration.refusals().isEmpty()) {
            appendLine(text, "not supported");
            for (Refusal refusal : calibration.refusals()) {
                appendLine(text, "  %s: %s", refusal.target(), refusal.reason());
            }
        }
        return text.toString();
    }

    private static void appendLine(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append(System.lineSeparator());
    }

    private static String percent(double rate) {
        return String.format(Locale.ROOT, "%.4g", 100 * rate).replaceAll("\\.?0+$", "");
    }

    private static String formatRange(@Nullable RatePrediction prediction) {
        return prediction == null ? "-" : formatRange(prediction.low(), prediction.high());
    }

    private static String formatRange(double low, double high) {
        return String.format(Locale.ROOT, "%.3g-%.3g", 100 * low, 100 * high);
    }
}
