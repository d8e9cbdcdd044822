package io.siamese.trainer.oneshot;

import io.siamese.trainer.rates.Wilson;
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

    public Wilson interval() {
        return Wilson.of(errors(), trials());
    }
}
