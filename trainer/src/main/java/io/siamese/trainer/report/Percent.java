package io.siamese.trainer.report;

import io.siamese.trainer.eval.Interval;
import io.siamese.trainer.eval.OperatingPoint;
import io.siamese.trainer.eval.Wilson;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Shares as people read them: three digits that count, in per cent. */
final class Percent {

    private Percent() {}

    static String of(double share) {
        return digits(share) + " %";
    }

    static String range(Interval interval) {
        return digits(interval.low()) + " to " + digits(interval.high()) + " %";
    }

    static String range(Wilson interval) {
        return digits(interval.low()) + " to " + digits(interval.high()) + " %";
    }

    /** "1 %", "0.01 %": rates that were asked for. */
    static String rate(double rate) {
        return String.format(Locale.ROOT, "%s %%", Double.toString(100 * rate).replaceAll("\\.0$", ""));
    }

    /** The share and its interval, or why there is none. */
    static String of(OperatingPoint point) {
        Double missed = point.missed();
        Interval interval = point.interval();
        return missed == null || interval == null ? unsupported(point) : of(missed) + " (" + range(interval) + ")";
    }

    static String brief(@Nullable OperatingPoint point) {
        return point == null || point.missed() == null ? "no support" : of(point.missed());
    }

    private static String unsupported(OperatingPoint point) {
        return point.confusedPairs() == 1
                ? "no support: 1 pair of classes"
                : "no support: " + point.confusedPairs() + " pairs of classes";
    }

    private static String digits(double share) {
        double percent = 100 * share;
        int decimals = percent >= 9.995 || percent == 0 ? 1 : percent >= 0.9995 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", percent);
    }
}
