package io.siamese.trainer.oneshot;

import io.siamese.trainer.rates.WilsonInterval;
import java.util.List;

/** Sums up several runs of the same kind, such as Omniglot's 20 runs of 20 trials. */
public record OneShotRunsResult(List<OneShotRunResult> runs) {

    public OneShotRunsResult {
        runs = List.copyOf(runs);
    }

    public int trialCount() {
        return runs.stream().mapToInt(OneShotRunResult::trials).sum();
    }

    public int errorCount() {
        return runs.stream().mapToInt(OneShotRunResult::errors).sum();
    }

    public double errorRate() {
        return (double) errorCount() / trialCount();
    }

    public WilsonInterval interval() {
        return WilsonInterval.interval(errorCount(), trialCount());
    }
}
