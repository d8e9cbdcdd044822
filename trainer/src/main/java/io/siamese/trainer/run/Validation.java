package io.siamese.trainer.run;

import java.util.Locale;

/**
 * Figures on the select split after so many steps, all shares in [0, 1].
 *
 * @param error of 20-way one-shot trials within a group
 * @param fnmr at a false match rate of 1 %
 */
public record Validation(int steps, double cpuSeconds, double loss, double error, double eer, double fnmr) {

    String describeRates() {
        return String.format(
                Locale.ROOT,
                "20-way error %.2f %%, EER %.2f %%, FNMR at FMR 1 %% %.1f %%",
                100 * error,
                100 * eer,
                100 * fnmr);
    }
}
