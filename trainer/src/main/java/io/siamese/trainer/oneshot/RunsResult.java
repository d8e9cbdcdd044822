package io.siamese.trainer.oneshot;

import io.siamese.trainer.rates.Wilson;
import java.util.List;

/** Several runs of the same kind, as Omniglot's 20 runs of 20 trials. */
public record RunsResult(List<RunResult> runs) {

    public RunsResult {
        runs = List.copyOf(runs);
    }

    public int trials() {
        return runs.stream().mapToInt(RunResult::trials).sum();
    }

    public int errors() {
        return runs.stream().mapToInt(RunResult::errors).sum();
    }

    public double error() {
        return (double) errors() / trials();
    }

    public Wilson interval() {
        return Wilson.of(errors(), trials());
    }
}
