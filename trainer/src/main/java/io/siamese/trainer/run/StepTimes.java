package io.siamese.trainer.run;

import java.util.Locale;

/** Adds up how long the steps of a run take, and how much of that goes into making their batches. */
final class StepTimes {

    private long steps;
    private long batches;
    private long updates;

    /** Counts one step. All are readings of {@link System#nanoTime()}: its start, when its batch was made, its end. */
    void countStep(long start, long made, long end) {
        steps++;
        batches += made - start;
        updates += end - made;
    }

    /** Empty before the first step. */
    String describeTimes() {
        return steps == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "a step took %.0f ms, and %.0f ms before it to make its batch",
                        updates / 1e6 / steps,
                        batches / 1e6 / steps);
    }
}
