package io.siamese.trainer.run;

import io.siamese.trainer.data.ImageClass;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Measures how long a step takes by training for a few steps that are thrown away. */
public final class StepTimer implements TrainingProgress {

    /** The first steps are slower, because code is compiled and memory is taken. */
    private static final int WARM_UP = 8;

    private static final int MEASURED = 8;

    private final TrainingRun run;
    private final List<Long> ends = new ArrayList<>();

    private StepTimer(TrainingRun run) {
        this.run = run;
    }

    /** Seconds of one step, on this machine as busy as it is now. */
    public static double seconds(Recipe recipe, List<ImageClass> train) throws IOException {
        try (TrainingRun run = recipe.startRun(train, train, "")) {
            StepTimer timer = new StepTimer(run);
            timer.ends.add(System.nanoTime());
            run.train(timer, Integer.MAX_VALUE, null);
            return timer.seconds();
        }
    }

    private double seconds() {
        int last = ends.size() - 1;
        int first = Math.min(WARM_UP, last / 2);
        return (ends.get(last) - ends.get(first)) / 1e9 / (last - first);
    }

    @Override
    public void stepDone(int steps, double loss) {
        ends.add(System.nanoTime());
        if (steps == WARM_UP + MEASURED) {
            run.requestStop();
        }
    }

    @Override
    public void validated(Validation validation) {}

    @Override
    public void close() {}
}
