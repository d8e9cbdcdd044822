package io.siamese.trainer;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Work that is counted: a bar with the time left on a terminal, else a line for every tenth. */
final class CountProgress implements AutoCloseable {

    private final String task;
    private final int total;
    private final PrintWriter out;
    private final @Nullable ProgressBar bar;
    private int tenth;

    CountProgress(String task, int total, PrintWriter out) {
        this.task = task;
        this.total = total;
        this.out = out;
        bar = System.console() == null
                ? null
                : new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .build();
    }

    void done(int count) {
        if (bar != null) {
            bar.stepTo(count);
        } else if (10L * count / total > tenth) {
            tenth = (int) (10L * count / total);
            out.println(task + " " + count + "/" + total);
            out.flush();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
