package io.siamese.trainer.run;

import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.data.PairSampler;
import io.siamese.trainer.export.KochGraph;
import io.siamese.trainer.koch.KochTrainer;
import io.siamese.trainer.koch.PairBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A run of Koch's network. It stops early on one-shot trials, and ends with the parameters that were best on them. */
final class KochRun implements Run {

    /** The state after the epoch with the lowest one-shot error so far. */
    private record Best(double error, int steps, byte[] state) {}

    private final KochSettings settings;
    private final PairSampler sampler;
    private final Validator validator;
    private final KochTrainer twins;
    private final String name;
    private final AtomicBoolean stop = new AtomicBoolean();
    private CpuClock clock = new CpuClock(0);
    private double loss = Double.NaN;
    private @Nullable Best best;

    KochRun(KochSettings settings, List<ImageClass> train, List<ImageClass> select, String name) {
        this.settings = settings;
        this.name = name;
        sampler = new PairSampler(train, settings.pairs(), settings.seed());
        validator = new Validator(select);
        twins = new KochTrainer(settings.shape(), settings.rates(), settings.schedule(), settings.seed());
    }

    @Override
    public void resume(Path folder) throws IOException {
        if (Checkpoint.exists(folder.resolve(Checkpoint.BEST))) {
            Checkpoint kept = Checkpoint.read(folder.resolve(Checkpoint.BEST), name);
            twins.restore(kept.state(), kept.steps());
            best = new Best(measure().error(), kept.steps(), kept.state());
        }
        Checkpoint saved = Checkpoint.read(folder, name);
        twins.restore(saved.state(), saved.steps());
        clock = new CpuClock(saved.cpuSeconds());
    }

    /** Validates after each epoch, whatever {@code every} says: the paper's early stopping is by epochs. */
    @Override
    public boolean train(Progress progress, int every, @Nullable Path checkpoints) throws IOException {
        while (!ended() && !stop.get()) {
            step(progress);
            if (twins.steps() % settings.epochSteps() == 0 || twins.steps() == settings.steps()) {
                Validation now = measure();
                progress.validated(now);
                keep(now, checkpoints);
                save(checkpoints);
            }
        }
        save(checkpoints);
        if (ended() && best != null) {
            twins.restore(best.state(), twins.steps());
        }
        return ended();
    }

    private void step(Progress progress) {
        int step = twins.steps();
        PairSampler.Pairs pairs = sampler.pairs(step);
        PairBatch batch = new PairBatch(pairs.viewA(), pairs.viewB(), pairs.same());
        double now = twins.step(batch, step / settings.epochSteps());
        loss = Double.isNaN(loss) ? now : 0.98 * loss + 0.02 * now;
        progress.step(twins.steps(), loss);
    }

    private boolean ended() {
        int patience = settings.patience() * settings.epochSteps();
        return twins.steps() >= settings.steps() || best != null && twins.steps() - best.steps() >= patience;
    }

    private Validation measure() {
        TrainedEncoder now = trained();
        return validator.measure(now.embed(), now.similarity().similarity(), twins.steps(), clock.seconds(), loss);
    }

    private void keep(Validation now, @Nullable Path checkpoints) throws IOException {
        if (best != null && now.error() >= best.error()) {
            return;
        }
        best = new Best(now.error(), twins.steps(), twins.state());
        if (checkpoints != null) {
            new Checkpoint(name, twins.steps(), clock.seconds(), best.state())
                    .write(checkpoints.resolve(Checkpoint.BEST));
        }
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
        return Optional.of(trained());
    }

    private TrainedEncoder trained() {
        SimilaritySpec head =
                similarity(twins.net().head().weight(), twins.net().head().bias()[0]);
        return new TrainedEncoder(twins::embed, () -> KochGraph.of(twins.net()), head);
    }

    /** The head as a similarity: {@code β − Σ (−α_j) |a_j − b_j|}, the logit of "same class". */
    private static SimilaritySpec similarity(float[] alpha, float beta) {
        List<Float> weights = new ArrayList<>();
        for (float each : alpha) {
            weights.add(-each);
        }
        return new SimilaritySpec(SimilaritySpec.WEIGHTED_L1, weights, beta);
    }

    @Override
    public String remarks() {
        return best == null ? "" : "kept the parameters of step " + best.steps() + ", the best on one-shot trials";
    }

    @Override
    public void close() {
        twins.close();
    }
}
