package io.siamese.trainer.koch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import io.siamese.trainer.model.TwinEngine;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Trains the paper's network as two twins on pairs, by its logistic loss and with rates of each layer. */
public final class KochTwins implements AutoCloseable {

    private static final int EMBED_BATCH = 128;

    /** @param name in a checkpoint's velocities */
    private record Adjusted(String name, LayerRates layer, double penalty) {}

    private final KochNet net;
    private final KochSchedule schedule;
    private final PairLogistic loss = new PairLogistic();
    private final TwinEngine<KochUpdate> engine;
    private final Map<Parameter, Adjusted> adjusted;

    /**
     * @param rates one for each layer, the head last
     * @param seed draws the initial parameters
     */
    public KochTwins(KochShape shape, List<LayerRates> rates, KochSchedule schedule, int seed) {
        if (rates.size() != shape.convolutions().size() + 2) {
            throw new IllegalArgumentException("rates: one for each of the "
                    + (shape.convolutions().size() + 2) + " layers is needed, got " + rates.size());
        }
        this.schedule = schedule;
        net = new KochNet(shape);
        engine = new TwinEngine<>(
                net, net, new Shape(1, shape.size(), shape.size()), EMBED_BATCH, seed, KochUpdate::new);
        adjusted = adjusted(net.layers(), rates);
    }

    private static Map<Parameter, Adjusted> adjusted(List<Block> layers, List<LayerRates> rates) {
        Map<Parameter, Adjusted> adjusted = new IdentityHashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            LayerRates layer = rates.get(i);
            for (Parameter parameter : layers.get(i).getParameters().values()) {
                // The paper's penalty is on weights; a bias scales nothing.
                double penalty = parameter.getType() == Parameter.Type.WEIGHT ? layer.penalty() : 0;
                adjusted.put(parameter, new Adjusted(i + "." + parameter.getName(), layer, penalty));
            }
        }
        return adjusted;
    }

    /** Embeds, saves and restores; still owned by these twins. */
    public TwinEngine<?> engine() {
        return engine;
    }

    /** Still owned by these twins. */
    public KochNet net() {
        return net;
    }

    /**
     * Updates the parameters once.
     *
     * @param epoch counted from 0; decides rates and momenta
     * @return the loss before the update, without the penalty
     * @throws IllegalStateException as {@link TwinEngine#trainStep}
     */
    public double trainStep(PairBatch batch, int epoch) {
        return engine.trainStep(
                batch.viewA(),
                batch.viewB(),
                (scope, a, b) -> loss.computeLoss(
                        net.computeLogits(engine.parameterStore(), a, b, true), labelArray(scope, batch.same())),
                (name, parameter, gradient, step) -> updateParameter(parameter, gradient, epoch));
    }

    private void updateParameter(Parameter parameter, NDArray gradient, int epoch) {
        Adjusted how = Objects.requireNonNull(adjusted.get(parameter), "a parameter of no layer");
        engine.updateState()
                .updateWeight(
                        how.name(),
                        parameter.getArray(),
                        gradient,
                        schedule.rateAt(how.layer(), epoch),
                        schedule.momentumAt(how.layer(), epoch),
                        how.penalty());
    }

    private static NDArray labelArray(NDManager scope, boolean[] same) {
        float[] labels = new float[same.length];
        for (int i = 0; i < same.length; i++) {
            labels[i] = same[i] ? 1 : 0;
        }
        return scope.create(labels);
    }

    @Override
    public void close() {
        engine.close();
    }
}
