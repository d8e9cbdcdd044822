package io.siamese.trainer.report;

import io.siamese.trainer.rates.BootstrapInterval;
import io.siamese.trainer.rates.OperatingPoint;
import io.siamese.trainer.rates.WilsonInterval;
import java.util.Locale;

/** Shares as people read them: three digits that count, in per cent. */
final class Percent {

    private Percent() {}

    static String format(double share) {
        return formatDigits(share) + " %";
    }

    static String formatRange(BootstrapInterval interval) {
        return formatDigits(interval.low()) + " to " + formatDigits(interval.high()) + " %";
    }

    static String formatRange(WilsonInterval interval) {
        return formatDigits(interval.low()) + " to " + formatDigits(interval.high()) + " %";
    }

    /** "1 %", "0.01 %": rates that were asked for. */
    static String formatRate(double rate) {
        return String.format(Locale.ROOT, "%s %%", Double.toString(100 * rate).replaceAll("\\.0$", ""));
    }

    /** The share and its interval, or why there is none, in one line. */
    static String format(OperatingPoint point) {
        return point.supported()
                ? formatBrief(point) + " (" + describeSupport(point) + ")"
                : formatBrief(point) + ": " + describeSupport(point);
    }

    static String formatBrief(OperatingPoint point) {
        Double missed = point.missed();
        return missed == null ? "no support" : format(missed);
    }

    /** The interval of the share, or why there is no share. */
    static String describeSupport(OperatingPoint point) {
        BootstrapInterval interval = point.interval();
        if (interval != null) {
            return formatRange(interval);
        }
        return point.confusedPairs() == 1 ? "1 pair of classes" : point.confusedPairs() + " pairs of classes";
    }

    private static String formatDigits(double share) {
        double percent = 100 * share;
        int decimals = percent >= 9.995 || percent == 0 ? 1 : percent >= 0.9995 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", percent);
    }
}
