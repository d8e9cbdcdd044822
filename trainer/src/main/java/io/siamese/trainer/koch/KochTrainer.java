package io.siamese.trainer.koch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trains the paper's network on pairs: one block, two forward calls under one gradient collector.
 *
 * <p>Owns all native memory it uses; {@link #close()} releases it. Not thread-safe. With one thread, the same seed and the
 * same batches, two runs agree to the bit.
 */
public final class KochTrainer implements AutoCloseable {

    private static final int EMBED_BATCH = 128;

    private final NDManager manager;
    private final ParameterStore store;
    private final KochNet net;
    private final List<LayerRates> rates;
    private final KochSchedule schedule;
    private final PairLogistic loss = new PairLogistic();
    private final KochUpdate update;
    private int steps;

    /**
     * @param rates one for each layer, the head last
     * @param seed draws the initial parameters
     */
    public KochTrainer(KochShape shape, List<LayerRates> rates, KochSchedule schedule, int seed) {
        if (rates.size() != shape.convolutions().size() + 2) {
            throw new IllegalArgumentException("rates: one for each of the "
                    + (shape.convolutions().size() + 2) + " layers is needed, got " + rates.size());
        }
        Engine engine = Engine.getEngine("PyTorch");
        engine.setRandomSeed(seed);
        manager = engine.newBaseManager(Device.cpu());
        store = new ParameterStore(manager, false);
        net = new KochNet(shape);
        net.initialize(manager);
        this.rates = List.copyOf(rates);
        this.schedule = schedule;
        update = new KochUpdate(manager);
    }

    /**
     * One update of the parameters.
     *
     * @param epoch counted from 0; decides rates and momenta
     * @return the loss before the update, without the penalty
     * @throws IllegalStateException if the loss is not finite: the run has diverged, and no weight was changed
     */
    public double step(PairBatch batch, int epoch) {
        double value;
        try (NDManager scope = manager.newSubManager();
                GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray a = forward(scope, batch.viewA());
            NDArray b = forward(scope, batch.viewB());
            NDArray loss = this.loss.loss(net.logits(store, a, b, true), labels(scope, batch.same()));
            value = loss.getFloat();
            if (!Double.isFinite(value)) {
                throw new IllegalStateException("the loss of step " + steps + " is " + value);
            }
            gradients.backward(loss);
        }
        update(epoch);
        return value;
    }

    private NDArray forward(NDManager scope, byte[] pixels) {
        return net.forward(store, new NDList(input(scope, pixels)), true).singletonOrThrow();
    }

    private static NDArray labels(NDManager scope, boolean[] same) {
        float[] labels = new float[same.length];
        for (int i = 0; i < same.length; i++) {
            labels[i] = same[i] ? 1 : 0;
        }
        return scope.create(labels);
    }

    private void update(int epoch) {
        steps++;
        List<Block> layers = net.layers();
        for (int i = 0; i < layers.size(); i++) {
            LayerRates layer = rates.get(i);
            for (Parameter parameter : layers.get(i).getParameters().values()) {
                // The paper's penalty is on weights; a bias scales nothing.
                double penalty = parameter.getType() == Parameter.Type.WEIGHT ? layer.penalty() : 0;
                update(i + "." + parameter.getName(), parameter.getArray(), layer, penalty, epoch);
            }
        }
    }

    private void update(String name, NDArray weight, LayerRates layer, double penalty, int epoch) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray gradient = weight.getGradient();
            gradient.attach(scope);
            update.update(
                    name, weight, gradient, schedule.rate(layer, epoch), schedule.momentum(layer, epoch), penalty);
            // A new collector does not zero what the last one added up.
            gradient.subi(gradient);
        }
    }

    private NDArray input(NDManager scope, byte[] pixels) {
        int size = net.shape().size();
        Shape batch = new Shape(pixels.length / ((long) size * size), 1, size, size);
        return scope.create(ByteBuffer.wrap(pixels), batch, DataType.UINT8)
                .toType(DataType.FLOAT32, false)
                .mul(1f / 255);
    }

    /** Embeddings in (0, 1), one for each image of uint8 {@code [1, size, size]}. */
    public float[][] embed(List<byte[]> images) {
        int dimension = net.shape().dimension();
        float[][] embeddings = new float[images.size()][];
        for (int from = 0; from < images.size(); from += EMBED_BATCH) {
            List<byte[]> chunk = images.subList(from, Math.min(images.size(), from + EMBED_BATCH));
            float[] flat = embedChunk(chunk);
            for (int i = 0; i < chunk.size(); i++) {
                embeddings[from + i] = Arrays.copyOfRange(flat, i * dimension, (i + 1) * dimension);
            }
        }
        return embeddings;
    }

    private float[] embedChunk(List<byte[]> chunk) {
        ByteBuffer pixels = ByteBuffer.allocate(chunk.size() * chunk.get(0).length);
        chunk.forEach(pixels::put);
        try (NDManager scope = manager.newSubManager()) {
            NDList input = new NDList(input(scope, pixels.array()));
            return net.forward(store, input, false).singletonOrThrow().toFloatArray();
        }
    }

    /** Steps done, those before a resume included. */
    public int steps() {
        return steps;
    }

    /** Still owned by this trainer. */
    public KochNet net() {
        return net;
    }

    /** Parameters and velocities, from which {@link #restore} continues as if never interrupted. */
    public byte[] state() {
        try (NDManager scope = manager.newSubManager()) {
            NDList all = new NDList();
            parameters().forEach((name, array) -> all.add(named(scope, name, array)));
            update.state().forEach((name, velocity) -> all.add(named(scope, name, velocity)));
            return all.encode();
        }
    }

    private static NDArray named(NDManager scope, String name, NDArray array) {
        NDArray copy = array.duplicate();
        copy.attach(scope);
        copy.setName(name);
        return copy;
    }

    /**
     * Takes over what {@link #state()} gave for the same shape.
     *
     * @throws IllegalArgumentException if a parameter is missing or has another shape
     */
    public void restore(byte[] state, int stepsDone) {
        try (NDManager scope = manager.newSubManager()) {
            Map<String, NDArray> saved = new LinkedHashMap<>();
            new ArrayList<>(NDList.decode(scope, state)).forEach(array -> saved.put(array.getName(), array));
            parameters().forEach((name, array) -> copy(name, saved.get(name), array));
            update.restore(saved);
        }
        steps = stepsDone;
    }

    private static void copy(String name, @Nullable NDArray from, NDArray to) {
        if (from == null || !from.getShape().equals(to.getShape())) {
            throw new IllegalArgumentException("the saved state has no " + name + " of shape " + to.getShape());
        }
        // In place, since the network holds this very array.
        to.subi(to).addi(from);
    }

    private Map<String, NDArray> parameters() {
        Map<String, NDArray> named = new LinkedHashMap<>();
        net.getParameters()
                .forEach(pair ->
                        named.put("net." + pair.getKey(), pair.getValue().getArray()));
        return named;
    }

    @Override
    public void close() {
        manager.close();
    }
}
