package io.siamese.trainer;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A bar with the time left, on a terminal; nothing elsewhere. */
final class EvaluationProgress implements AutoCloseable {

    private final @Nullable ProgressBar bar;

    EvaluationProgress(String task, long total) {
        bar = System.console() == null
                ? null
                : new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(total)
                        .setUpdateIntervalMillis(500)
                        .build();
    }

    void done(long more) {
        if (bar != null) {
            bar.stepBy(more);
        }
    }

    /** @param what is begun, in a word or two */
    void begin(String what) {
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
