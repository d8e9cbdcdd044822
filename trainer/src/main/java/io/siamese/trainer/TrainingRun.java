package io.siamese.trainer;

import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.trainer.data.Episode;
import io.siamese.trainer.data.EpisodeSampler;
import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.eval.Scorer;
import io.siamese.trainer.export.EncoderGraph;
import io.siamese.trainer.model.TwinBatch;
import io.siamese.trainer.model.TwinTrainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One training run, from its first step or from a checkpoint. Owns the twins; closing it frees them. */
final class TrainingRun implements Run {

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

    @Override
    public void resume(Path folder) throws IOException {
        Checkpoint saved = Checkpoint.read(folder, name);
        twins.restore(saved.state(), saved.steps());
        clock = new CpuClock(saved.cpuSeconds());
    }

    @Override
    public boolean train(Progress progress, int every, @Nullable Path checkpoints) throws IOException {
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

    @Override
    public void stop() {
        stop.set(true);
    }

    @Override
    public int steps() {
        return twins.steps();
    }

    @Override
    public double cpuSeconds() {
        return clock.seconds();
    }

    @Override
    public Optional<TrainedEncoder> encoder() {
        return Optional.of(new TrainedEncoder(
                twins::embed, () -> EncoderGraph.of(twins.net()), SimilaritySpec.cosine(), Scorer.cosine()));
    }

    @Override
    public void close() {
        twins.close();
    }
}
