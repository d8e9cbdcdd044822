package io.siamese.trainer.run;

import java.io.PrintWriter;
import java.util.Locale;

/** One line for each validation, for logs. */
public final class LineProgress implements TrainingProgress {

    private final PrintWriter out;
    private final int total;

    public LineProgress(PrintWriter out, int total) {
        this.out = out;
        this.total = total;
    }

    @Override
    public void stepDone(int steps, double loss) {
        // A line for every step would bury the log.
    }

    @Override
    public void validated(Validation at) {
        out.printf(
                Locale.ROOT,
                "step %d/%d  cpu %.0f s  loss %.3f  %s%n",
                at.steps(),
                total,
                at.cpuSeconds(),
                at.loss(),
                at.describeRates());
        out.flush();
    }

    @Override
    public void close() {
        out.flush();
    }
}
