package io.siamese.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** A bar on stderr where somebody sits at a terminal; nothing where the output goes to a file or a pipe. */
final class Progress implements AutoCloseable {

    /** Fewer are done before a bar can be read. */
    private static final int WORTH_A_BAR = 50;

    private final @Nullable ProgressBar bar;

    Progress(String task, int steps) {
        bar = System.console() == null || steps < WORTH_A_BAR
                ? null
                : new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(steps)
                        .setConsumer(new ConsoleProgressBarConsumer(System.err))
                        .build();
    }

    void step() {
        if (bar != null) {
            bar.step();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
