package io.siamese.cli;

import io.siamese.cli.terminal.Terminal;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;

/** Shows a bar on stderr if somebody sits at a terminal, and nothing if the output goes to a file or a pipe. */
final class TerminalProgress implements AutoCloseable {

    /** Fewer are done before a bar can be read. */
    private static final int WORTH_A_BAR = 50;

    private final @Nullable ProgressBar bar;

    TerminalProgress(String task, int steps) {
        bar = !Terminal.isInteractive() || steps < WORTH_A_BAR
                ? null
                : new ProgressBarBuilder()
                        .setTaskName(task)
                        .setInitialMax(steps)
                        .setConsumer(new ConsoleProgressBarConsumer(System.err))
                        .build();
    }

    void countStep() {
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
