package io.siamese.trainer.run;

import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.data.PairSampler;
import io.siamese.trainer.export.KochGraph;
import io.siamese.trainer.koch.KochTwins;
import io.siamese.trainer.koch.PairBatch;
import io.siamese.trainer.model.TwinEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Trains Koch's network on pairs. It stops early on one-shot trials, whose errors also decide which parameters are best. */
final class KochTraining implements Training {

    private final KochSettings settings;
    private final PairSampler sampler;
    private final Validator validator;
    private final KochTwins twins;

    KochTraining(KochSettings settings, List<ImageClass> train, List<ImageClass> select) {
        this.settings = settings;
        sampler = new PairSampler(train, settings.pairs(), settings.seed());
        validator = new Validator(select);
        twins = new KochTwins(settings.shape(), settings.rates(), settings.schedule(), settings.seed());
    }

    @Override
    public TwinEngine<?> engine() {
        return twins.engine();
    }

    @Override
    public double trainStep(int step) {
        PairSampler.Pairs pairs = sampler.drawPairs(step);
        PairBatch batch = new PairBatch(pairs.viewA(), pairs.viewB(), pairs.same());
        return twins.trainStep(batch, step / settings.epochSteps());
    }

    @Override
    public Validation validate(double cpuSeconds, double loss) {
        return validator.measure(engine()::embed, headSimilarity().similarity(), engine().steps(), cpuSeconds, loss);
    }

    /** An epoch, whatever is asked for: the paper's early stopping is by epochs. */
    @Override
    public int stepsBetweenValidations(int asked) {
        return settings.epochSteps();
    }

    @Override
    public int steps() {
        return settings.steps();
    }

    @Override
    public boolean isOver(int stepsDone, OptionalInt best) {
        int patience = settings.patience() * settings.epochSteps();
        return stepsDone >= settings.steps() || best.isPresent() && stepsDone - best.getAsInt() >= patience;
    }

    @Override
    public boolean keepsBest() {
        return true;
    }

    @Override
    public double selectionError(Validation validation) {
        return validation.error();
    }

    /** Of equals, the first: patience counts from a lower error. */
    @Override
    public boolean isBetter(double error, double best) {
        return error < best;
    }

    @Override
    public Optional<TrainedEncoder> encoder() {
        return Optional.of(
                new TrainedEncoder(engine()::embed, () -> KochGraph.graphBytes(twins.net()), headSimilarity()));
    }

    /** The head as a similarity: {@code β − Σ (−α_j) |a_j − b_j|}, the logit of "same class". */
    private SimilaritySpec headSimilarity() {
        List<Float> weights = new ArrayList<>();
        for (float alpha : twins.net().head().weight()) {
            weights.add(-alpha);
        }
        return new SimilaritySpec(
                SimilaritySpec.WEIGHTED_L1, weights, twins.net().head().bias()[0]);
    }

    @Override
    public String remarks(OptionalInt best, double cpuSeconds) {
        return best.isEmpty() ? "" : "kept the parameters of step " + best.getAsInt() + ", the best on one-shot trials";
    }

    @Override
    public void close() {
        twins.close();
    }
}
