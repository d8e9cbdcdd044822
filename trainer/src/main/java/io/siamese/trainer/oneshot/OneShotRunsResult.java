package io.siamese.trainer.oneshot;

import io.siamese.trainer.rates.WilsonInterval;
import java.util.List;

/** Sums up several runs of the same kind, such as Omniglot's 20 runs of 20 trials. */
public record OneShotRunsResult(List<OneShotRunResult> runs) {

    public OneShotRunsResult {
        runs = List.copyOf(runs);
    }

    public int trials() {
        return runs.stream().mapToInt(OneShotRunResult::trials).sum();
    }

    public int errors() {
        return runs.stream().mapToInt(OneShotRunResult::errors).sum();
    }

    public double error() {
        return (double) errors() / trials();
    }

    public WilsonInterval interval() {
        return WilsonInterval.interval(errors(), trials());
    }
}
