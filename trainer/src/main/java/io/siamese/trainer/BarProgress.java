package io.siamese.trainer;

import io.siamese.trainer.run.TrainingProgress;
import io.siamese.trainer.run.Validation;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;

/** A bar with the time left and the latest figures, for a terminal. */
final class BarProgress implements TrainingProgress {

    private final ProgressBar bar;
    private String figures = "";

    BarProgress(int from, int total) {
        bar = new ProgressBarBuilder()
                .setTaskName("train")
                .setInitialMax(total)
                .startsFrom(from, Duration.ZERO)
                .setUpdateIntervalMillis(500)
                // Not on stderr, which the launcher reads line by line while it trains.
                .setConsumer(new ConsoleProgressBarConsumer(System.out))
                .build();
    }

    @Override
    public void stepDone(int steps, double loss) {
        bar.stepTo(steps);
        bar.setExtraMessage(String.format(Locale.ROOT, "loss %.3f %s", loss, figures));
    }

    @Override
    public void validated(Validation at) {
        figures = String.format(Locale.ROOT, "20-way %.1f %% EER %.1f %%", 100 * at.error(), 100 * at.eer());
    }

    @Override
    public void close() {
        bar.close();
    }
}
