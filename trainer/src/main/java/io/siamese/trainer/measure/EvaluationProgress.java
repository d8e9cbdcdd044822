package io.siamese.trainer.measure;

import java.util.function.Consumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A bar with the time left, on a terminal; elsewhere a line now and then, for those who ask for lines. */
final class EvaluationProgress implements AutoCloseable {

    private static final long LINE = 5000;

    private final String task;
    private final long total;
    private final Consumer<String> lines;
    private final @Nullable ProgressBar bar;
    private long done;

    EvaluationProgress(String task, long total) {
        this(task, total, line -> {});
    }

    /** @param lines told off a terminal of every {@value #LINE} that are done, and of the last */
    EvaluationProgress(String task, long total, Consumer<String> lines) {
        this.task = task;
        this.total = total;
        this.lines = lines;
        bar = System.console() == null
                ? null
                : new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .setUpdateIntervalMillis(500)
                        // Not on stderr, which the launcher reads line by line while it trains.
                        .setConsumer(new ConsoleProgressBarConsumer(System.out))
                        .build();
    }

    void countDone(long more) {
        long before = done;
        done += more;
        if (bar != null) {
            bar.stepBy(more);
        } else if (done / LINE > before / LINE || done == total && more > 0) {
            lines.accept(task + " " + done + " of " + total);
        }
    }

    /** @param what is begun, in a word or two */
    void showTask(String what) {
        if (bar != null) {
            bar.step();
            bar.setExtraMessage(" " + what);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
