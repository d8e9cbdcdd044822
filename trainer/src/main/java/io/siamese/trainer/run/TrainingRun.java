package io.siamese.trainer.run;

import io.siamese.trainer.model.TwinEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Runs one training, from its first step or from a checkpoint. It validates now and then, writes checkpoints, and ends with
 * the parameters that validated best, where there is something to choose by. Owns native memory; closing it frees that.
 */
public final class TrainingRun implements AutoCloseable {

    private static final double KEPT_OF_LOSS = 0.98;

    private record Best(double error, int steps, byte[] state) {}

    private final Training training;
    private final TwinEngine<?> twins;
    private final String name;
    private final AtomicBoolean stop = new AtomicBoolean();
    private CpuClock clock = new CpuClock(0);
    private double loss = Double.NaN;
    private @Nullable Best best;

    /** @param training closed with this; @param name of recipe and data, as the checkpoint keeps it */
    TrainingRun(Training training, String name) {
        this.training = training;
        this.twins = training.engine();
        this.name = name;
    }

    /** Goes on where the checkpoint of the folder stopped. */
    public void resumeFrom(Path folder) throws IOException {
        if (training.keepsBest() && Checkpoint.existsIn(folder.resolve(Checkpoint.BEST))) {
            Checkpoint kept = Checkpoint.readFrom(folder.resolve(Checkpoint.BEST), name);
            twins.restore(kept.state(), kept.steps());
            best = new Best(training.selectionError(validate()), kept.steps(), kept.state());
        }
        Checkpoint saved = Checkpoint.readFrom(folder, name);
        twins.restore(saved.state(), saved.steps());
        clock = new CpuClock(saved.cpuSeconds());
    }

    /**
     * Trains to the end, or until {@link #requestStop()}.
     *
     * @param every steps between validations, each of which also writes the checkpoint; some trainings have an own number
     * @return whether the end was reached
     */
    public boolean train(TrainingProgress progress, int every, @Nullable Path checkpoints) throws IOException {
        int between = training.stepsBetweenValidations(every);
        while (!isOver() && !stop.get()) {
            trainStep(progress);
            if (twins.steps() % between == 0 || twins.steps() == training.steps()) {
                Validation now = validate();
                progress.validated(now);
                keepIfBest(training.selectionError(now), checkpoints);
                saveCheckpoint(checkpoints);
            }
        }
        saveCheckpoint(checkpoints);
        if (isOver()) {
            if (best != null) {
                twins.restore(best.state(), twins.steps());
            }
            training.finishEncoder();
        }
        return isOver();
    }

    private void trainStep(TrainingProgress progress) {
        double now = training.trainStep(twins.steps());
        loss = Double.isNaN(loss) ? now : KEPT_OF_LOSS * loss + (1 - KEPT_OF_LOSS) * now;
        progress.stepDone(twins.steps(), loss);
    }

    private boolean isOver() {
        return training.isOver(twins.steps(), bestStep());
    }

    private OptionalInt bestStep() {
        return best == null ? OptionalInt.empty() : OptionalInt.of(best.steps());
    }

    private Validation validate() {
        return training.validate(clock.seconds(), loss);
    }

    private void keepIfBest(double error, @Nullable Path checkpoints) throws IOException {
        if (!training.keepsBest() || best != null && !training.isBetter(error, best.error())) {
            return;
        }
        best = new Best(error, twins.steps(), twins.saveState());
        if (checkpoints != null) {
            checkpoint(best.state()).writeTo(checkpoints.resolve(Checkpoint.BEST));
        }
    }

    private void saveCheckpoint(@Nullable Path checkpoints) throws IOException {
        if (checkpoints != null) {
            checkpoint(twins.saveState()).writeTo(checkpoints);
        }
    }

    private Checkpoint checkpoint(byte[] state) {
        return new Checkpoint(name, twins.steps(), clock.seconds(), state);
    }

    /** Asks {@link #train} to save and return after the step at hand; callable from any thread. */
    public void requestStop() {
        stop.set(true);
    }

    /** Steps done, those before a resume included. */
    public int steps() {
        return twins.steps();
    }

    /** CPU time, that before a resume included. */
    public double cpuSeconds() {
        return clock.seconds();
    }

    /** What came out, alive as long as the run; empty for an experiment that has no single encoder. */
    public Optional<TrainedEncoder> encoder() {
        return training.encoder();
    }

    /** What else is to be said at the end; may be empty. */
    public String remarks() {
        return training.remarks(bestStep(), clock.seconds());
    }

    @Override
    public void close() {
        training.close();
    }
}
