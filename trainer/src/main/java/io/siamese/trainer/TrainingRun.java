package io.siamese.trainer;

import io.siamese.trainer.data.Episode;
import io.siamese.trainer.data.EpisodeSampler;
import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.model.TwinBatch;
import io.siamese.trainer.model.TwinTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One training run, from its first step or from a checkpoint. Owns the twins; closing it frees them. */
final class TrainingRun implements AutoCloseable {

    private final TrainSettings settings;
    private final EpisodeSampler sampler;
    private final Validator validator;
    private final TwinTrainer twins;
    private final String name;
    private final AtomicBoolean stop = new AtomicBoolean();
    private CpuClock clock = new CpuClock(0);

    /** @param name of settings and data, as the checkpoint keeps it */
    TrainingRun(TrainSettings settings, List<ImageClass> train, List<ImageClass> select, String name) {
        this.settings = settings;
        this.name = name;
        sampler = new EpisodeSampler(train, settings.episodes(), settings.seed());
        validator = new Validator(select);
        twins = new TwinTrainer(settings.architecture(), settings.objective(), settings.seed());
    }

    /** Goes on where the checkpoint of the folder stopped. */
    void resume(Path folder) throws IOException {
        Checkpoint saved = Checkpoint.read(folder, name);
        twins.restore(saved.state(), saved.steps());
        clock = new CpuClock(saved.cpuSeconds());
    }

    /**
     * Trains to the last step, or until {@link #stop()}.
     *
     * @param every steps between validations, each of which also writes the checkpoint
     * @return whether the last step was reached
     */
    boolean train(Progress progress, int every, @Nullable Path checkpoints) throws IOException {
        double loss = Double.NaN;
        while (twins.steps() < settings.steps() && !stop.get()) {
            int step = twins.steps();
            Episode episode = sampler.episode(step);
            TwinBatch batch = new TwinBatch(episode.viewA(), episode.viewB(), episode.labels());
            double now = twins.step(batch, settings.learningRate().at(step));
            loss = Double.isNaN(loss) ? now : 0.98 * loss + 0.02 * now;
            progress.step(twins.steps(), loss);
            if (twins.steps() % every == 0 || twins.steps() == settings.steps()) {
                progress.validated(validator.measure(twins::embed, twins.steps(), clock.seconds(), loss));
                save(checkpoints);
            }
        }
        save(checkpoints);
        return twins.steps() >= settings.steps();
    }

    private void save(@Nullable Path checkpoints) throws IOException {
        if (checkpoints != null) {
            new Checkpoint(name, twins.steps(), clock.seconds(), twins.state()).write(checkpoints);
        }
    }

    /** Asks {@link #train} to save and return after the step at hand; callable from any thread. */
    void stop() {
        stop.set(true);
    }

    int steps() {
        return twins.steps();
    }

    double cpuSeconds() {
        return clock.seconds();
    }

    TwinTrainer twins() {
        return twins;
    }

    @Override
    public void close() {
        twins.close();
    }
}
