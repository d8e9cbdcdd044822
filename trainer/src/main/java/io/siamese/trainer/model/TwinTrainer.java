package io.siamese.trainer.model;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
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
 * Trains one encoder as two tied twins: both views of a batch go through the <em>same</em> block, in two forward calls
 * under one gradient collector, so that each parameter's gradient is the sum of what it did in either twin.
 *
 * <p>Owns all native memory it uses, which is flat over steps; {@link #close()} releases it. Not thread-safe. With one
 * thread, the same seed and the same batches, two runs agree to the bit.
 */
public final class TwinTrainer implements AutoCloseable {

    private static final int EMBED_BATCH = 256;

    private final NDManager manager;
    private final ParameterStore store;
    private final EncoderNet net;
    // The same object, unless the twins are not tied.
    private final EncoderNet other;
    private final PairedLoss loss;
    private final Adam adam;
    private int steps;

    /** @param seed draws the initial parameters */
    public TwinTrainer(Architecture architecture, Objective objective, int seed) {
        this(architecture, objective, Twinning.TIED, seed);
    }

    /** @param seed draws the initial parameters, of the first twin as in a tied pair */
    public TwinTrainer(Architecture architecture, Objective objective, Twinning twinning, int seed) {
        Engine engine = Engine.getEngine("PyTorch");
        engine.setRandomSeed(seed);
        manager = engine.newBaseManager(Device.cpu());
        store = new ParameterStore(manager, false);
        loss = objective.function();
        net = new EncoderNet(architecture);
        net.initialize(manager);
        other = twinning == Twinning.TIED ? net : second(architecture, twinning);
        adam = new Adam(manager);
    }

    private EncoderNet second(Architecture architecture, Twinning twinning) {
        EncoderNet second = new EncoderNet(architecture);
        second.initialize(manager);
        if (twinning == Twinning.UNTIED_EQUAL) {
            second.getParameters().forEach(pair -> {
                NDArray own = pair.getValue().getArray();
                copy(pair.getKey(), net.getParameters().get(pair.getKey()).getArray(), own);
            });
        }
        return second;
    }

    /**
     * One update of the parameters.
     *
     * @return the loss before the update
     * @throws IllegalStateException if the loss is not finite: the run has diverged, and no weight was changed
     */
    public double step(TwinBatch batch, double learningRate) {
        double value;
        try (NDManager scope = manager.newSubManager();
                GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray a = forward(net, scope, batch.viewA());
            NDArray b = forward(other, scope, batch.viewB());
            NDArray loss = this.loss.loss(a, b, batch.labels());
            value = loss.getFloat();
            if (!Double.isFinite(value)) {
                throw new IllegalStateException("the loss of step " + steps + " is " + value);
            }
            gradients.backward(loss);
        }
        update(learningRate);
        return value;
    }

    private NDArray forward(EncoderNet twin, NDManager scope, byte[] pixels) {
        return twin.forward(store, new NDList(input(scope, pixels)), true).singletonOrThrow();
    }

    private void update(double learningRate) {
        steps++;
        for (Map.Entry<String, Parameter> entry : parameters().entrySet()) {
            if (!entry.getValue().requiresGradient()) {
                continue;
            }
            NDArray weight = entry.getValue().getArray();
            try (NDManager scope = manager.newSubManager()) {
                NDArray gradient = weight.getGradient();
                gradient.attach(scope);
                adam.update(entry.getKey(), weight, gradient, learningRate, steps);
                // A new collector does not zero what the last one added up.
                gradient.subi(gradient);
            }
        }
    }

    private NDArray input(NDManager scope, byte[] pixels) {
        Architecture shape = net.architecture();
        long plane = (long) shape.channels() * shape.size() * shape.size();
        Shape batch = new Shape(pixels.length / plane, shape.channels(), shape.size(), shape.size());
        return scope.create(ByteBuffer.wrap(pixels), batch, DataType.UINT8)
                .toType(DataType.FLOAT32, false)
                .mul(1f / 255);
    }

    /** Embeddings outside training, unit-length, one for each image of uint8 {@code [channels, size, size]}. */
    public float[][] embed(List<byte[]> images) {
        return embed(net, images);
    }

    /** What the second twin makes of the images: the same, unless the twins are not tied. */
    public float[][] embedBySecond(List<byte[]> images) {
        return embed(other, images);
    }

    private float[][] embed(EncoderNet twin, List<byte[]> images) {
        float[][] embeddings = new float[images.size()][];
        for (int from = 0; from < images.size(); from += EMBED_BATCH) {
            List<byte[]> chunk = images.subList(from, Math.min(images.size(), from + EMBED_BATCH));
            float[] flat = embedChunk(twin, chunk);
            int dimension = net.architecture().dimension();
            for (int i = 0; i < chunk.size(); i++) {
                embeddings[from + i] = Arrays.copyOfRange(flat, i * dimension, (i + 1) * dimension);
            }
        }
        return embeddings;
    }

    private float[] embedChunk(EncoderNet twin, List<byte[]> chunk) {
        ByteBuffer pixels = ByteBuffer.allocate(chunk.size() * chunk.get(0).length);
        chunk.forEach(pixels::put);
        try (NDManager scope = manager.newSubManager()) {
            NDList input = new NDList(input(scope, pixels.array()));
            return twin.forward(store, input, false).singletonOrThrow().toFloatArray();
        }
    }

    /** Steps done, those before a resume included. */
    public int steps() {
        return steps;
    }

    /** {@code ‖w − w'‖ / ‖w‖} of the twins' trained parameters: 0 while they are one. */
    public double parted() {
        double difference = 0;
        double length = 0;
        for (int i = 0; i < net.getParameters().size(); i++) {
            if (net.getParameters().valueAt(i).requiresGradient()) {
                float[] own = net.getParameters().valueAt(i).getArray().toFloatArray();
                float[] others = other.getParameters().valueAt(i).getArray().toFloatArray();
                for (int j = 0; j < own.length; j++) {
                    difference += Math.pow((double) own[j] - others[j], 2);
                    length += (double) own[j] * own[j];
                }
            }
        }
        return Math.sqrt(difference / length);
    }

    /** Still owned by this trainer. */
    public EncoderNet net() {
        return net;
    }

    /** Parameters and the optimiser's moments, from which {@link #restore} continues as if never interrupted. */
    public byte[] state() {
        try (NDManager scope = manager.newSubManager()) {
            NDList all = new NDList();
            parameters().forEach((name, parameter) -> all.add(named(scope, name, parameter.getArray())));
            adam.state().forEach((name, moment) -> all.add(named(scope, name, moment)));
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
     * Takes over what {@link #state()} gave for the same architecture and objective.
     *
     * @throws IllegalArgumentException if a parameter is missing or has another shape
     */
    public void restore(byte[] state, int stepsDone) {
        Map<String, NDArray> moments = new LinkedHashMap<>();
        try (NDManager scope = manager.newSubManager()) {
            Map<String, NDArray> saved = new LinkedHashMap<>();
            new ArrayList<>(NDList.decode(scope, state)).forEach(array -> saved.put(array.getName(), array));
            parameters().forEach((name, parameter) -> copy(name, saved.get(name), parameter.getArray()));
            saved.forEach((name, array) -> {
                if (name.startsWith("adam.")) {
                    moments.put(name, array);
                }
            });
            adam.restore(moments);
        }
        steps = stepsDone;
    }

    private static void copy(String name, @Nullable NDArray from, NDArray to) {
        if (from == null || !from.getShape().equals(to.getShape())) {
            throw new IllegalArgumentException("the saved state has no " + name + " of shape " + to.getShape());
        }
        // In place, since the network holds this very array; set() would do it under a warning of the native library.
        to.subi(to).addi(from);
    }

    private Map<String, Parameter> parameters() {
        Map<String, Parameter> named = new LinkedHashMap<>();
        net.getParameters().forEach(pair -> named.put("net." + pair.getKey(), pair.getValue()));
        if (other != net) {
            other.getParameters().forEach(pair -> named.put("other." + pair.getKey(), pair.getValue()));
        }
        return named;
    }

    @Override
    public void close() {
        manager.close();
    }
}
