package io.siamese.trainer.run;

import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.trainer.data.Episode;
import io.siamese.trainer.data.EpisodeSampler;
import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.export.EncoderGraph;
import io.siamese.trainer.model.TwinBatch;
import io.siamese.trainer.model.TwinTrainer;
import io.siamese.trainer.model.Twinning;
import io.siamese.trainer.rates.Asymmetry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One training run, from its first step or from a checkpoint. Ends with the parameters whose validation missed fewest mated pairs
 * at an FMR of 1 %, unless the select split is trained on, which leaves nothing to choose by. Owns the twins; closing it frees them.
 */
final class TrainingRun implements Run {

    /** @param missed FNMR at an FMR of 1 % on the select split */
    private record Best(double missed, int steps, byte[] state) {}

    private final TrainSettings settings;
    private final Twinning twinning;
    private final EpisodeSampler sampler;
    private final Validator validator;
    private final TwinTrainer twins;
    private final String name;
    private final StepTimes times = new StepTimes();
    private final AtomicBoolean stop = new AtomicBoolean();
    private CpuClock clock = new CpuClock(0);
    private @Nullable Best best;

    /** @param name of settings and data, as the checkpoint keeps it */
    TrainingRun(TrainSettings settings, List<ImageClass> train, List<ImageClass> select, String name) {
        this(settings, Twinning.TIED, train, select, name);
    }

    TrainingRun(
            TrainSettings settings, Twinning twinning, List<ImageClass> train, List<ImageClass> select, String name) {
        this.settings = settings;
        this.twinning = twinning;
        this.name = name;
        sampler = new EpisodeSampler(
                train, settings.episodes(), settings.madeUp().groups(settings.preprocessing()), settings.seed());
        validator = new Validator(select);
        twins = new TwinTrainer(settings.architecture(), settings.objective(), twinning, settings.seed());
    }

    @Override
    public void resume(Path folder) throws IOException {
        if (keepsBest() && Checkpoint.exists(folder.resolve(Checkpoint.BEST))) {
            Checkpoint kept = Checkpoint.read(folder.resolve(Checkpoint.BEST), name);
            twins.restore(kept.state(), kept.steps());
            best = new Best(measure(Double.NaN).fnmr(), kept.steps(), kept.state());
        }
        Checkpoint saved = Checkpoint.read(folder, name);
        twins.restore(saved.state(), saved.steps());
        clock = new CpuClock(saved.cpuSeconds());
    }

    @Override
    public boolean train(Progress progress, int every, @Nullable Path checkpoints) throws IOException {
        double loss = Double.NaN;
        while (twins.steps() < settings.steps() && !stop.get()) {
            int step = twins.steps();
            long start = System.nanoTime();
            Episode episode = sampler.episode(step);
            TwinBatch batch = new TwinBatch(episode.viewA(), episode.viewB(), episode.labels());
            long made = System.nanoTime();
            double now = twins.step(batch, settings.learningRate().at(step));
            times.add(start, made, System.nanoTime());
            loss = Double.isNaN(loss) ? now : 0.98 * loss + 0.02 * now;
            progress.step(twins.steps(), loss);
            if (twins.steps() % every == 0 || twins.steps() == settings.steps()) {
                Validation at = measure(loss);
                progress.validated(at);
                keep(at, checkpoints);
                save(checkpoints);
            }
        }
        save(checkpoints);
        boolean ended = twins.steps() >= settings.steps();
        if (ended && best != null) {
            twins.restore(best.state(), twins.steps());
        }
        return ended;
    }

    private boolean keepsBest() {
        return twinning == Twinning.TIED && !settings.fitSelect();
    }

    private void keep(Validation now, @Nullable Path checkpoints) throws IOException {
        if (!keepsBest() || best != null && now.fnmr() > best.missed()) {
            return;
        }
        best = new Best(now.fnmr(), twins.steps(), twins.state());
        if (checkpoints != null) {
            new Checkpoint(name, twins.steps(), clock.seconds(), best.state())
                    .write(checkpoints.resolve(Checkpoint.BEST));
        }
    }

    private Validation measure(double loss) {
        return twinning == Twinning.TIED
                ? validator.measure(twins::embed, twins.steps(), clock.seconds(), loss)
                : validator.measure(twins::embed, twins::embedBySecond, twins.steps(), clock.seconds(), loss);
    }

    @Override
    public String remarks() {
        if (twinning == Twinning.TIED) {
            return best == null || best.steps() == twins.steps()
                    ? times.text()
                    : times.text()
                            + String.format(
                                    Locale.ROOT,
                                    "%nkept the parameters of step %d, which validation found the best",
                                    best.steps());
        }
        Asymmetry asymmetry = validator.asymmetry(twins::embed, twins::embedBySecond);
        Validation first = validator.measure(twins::embed, twins.steps(), clock.seconds(), Double.NaN);
        Validation second = validator.measure(twins::embedBySecond, twins.steps(), clock.seconds(), Double.NaN);
        return String.format(
                Locale.ROOT,
                "first twin alone: %s%nsecond twin alone: %s%n|s(a, b) - s(b, a)|: mean %.4f, largest %.4f%n"
                        + "the twins' parameters are %.3f of their length apart%n"
                        + "an untied pair has no single encoder: no model is written",
                first.text(),
                second.text(),
                asymmetry.mean(),
                asymmetry.largest(),
                twins.parted());
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
        if (twinning != Twinning.TIED) {
            return Optional.empty();
        }
        return Optional.of(
                new TrainedEncoder(twins::embed, () -> EncoderGraph.of(twins.net()), SimilaritySpec.cosine()));
    }

    @Override
    public void close() {
        twins.close();
    }
}
