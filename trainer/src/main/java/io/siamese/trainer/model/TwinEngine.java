package io.siamese.trainer.model;

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
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Trains two twins: both views of a batch go each through its twin, in two forward calls under one gradient collector. Tied
 * twins are the <em>same</em> block, so that each parameter's gradient is the sum of what it did in either twin. The network,
 * the loss and the update rule are parts.
 *
 * <p>Owns all native memory it uses, which is flat over steps; {@link #close()} releases it. Not thread-safe. With one
 * thread, the same seed and the same batches, two runs agree to the bit.
 *
 * @param <S> what the update rule keeps from step to step
 */
public final class TwinEngine<S extends UpdateState> implements AutoCloseable {

    /** Gives the number that a step minimises. */
    @FunctionalInterface
    public interface Loss {

        /**
         * @param scope closed after the step, for what the loss allocates
         * @param a {@code [n, d]} of the first twin
         * @param b {@code [n, d]} of the second
         * @return one number, differentiable in both
         */
        NDArray computeLoss(NDManager scope, NDArray a, NDArray b);
    }

    /** Changes one parameter by its gradient. */
    @FunctionalInterface
    public interface Update {

        /** @param step counts from 1; scratch memory belongs to the gradient's manager */
        void updateParameter(String name, Parameter parameter, NDArray gradient, int step);
    }

    private final NDManager manager;
    private final ParameterStore store;
    private final Block first;
    private final Block second;
    private final Shape image;
    private final int embedBatch;
    private final S updateState;
    private final GradientGuard guard = new GradientGuard();
    private int steps;

    /**
     * Draws the parameters of both blocks.
     *
     * @param second the same object as {@code first} where the twins are tied
     * @param image {@code [channels, size, size]}
     * @param embedBatch images that are embedded at once outside training
     * @param seed draws the initial parameters
     * @param updateState made with the manager that it may keep its memory in
     */
    public TwinEngine(
            Block first, Block second, Shape image, int embedBatch, int seed, Function<NDManager, S> updateState) {
        Engine engine = Engine.getEngine("PyTorch");
        engine.setRandomSeed(seed);
        manager = engine.newBaseManager(Device.cpu());
        store = new ParameterStore(manager, false);
        this.first = first;
        this.second = second;
        this.image = image;
        this.embedBatch = embedBatch;
        first.initialize(manager, DataType.FLOAT32, batchShape(1));
        if (second != first) {
            second.initialize(manager, DataType.FLOAT32, batchShape(1));
        }
        this.updateState = updateState.apply(manager);
    }

    private Shape batchShape(long count) {
        return new Shape(count).addAll(image);
    }

    /** What the update rule keeps; still owned by this engine. */
    public S updateState() {
        return updateState;
    }

    /** The store that the network's parameters are read through. */
    public ParameterStore parameterStore() {
        return store;
    }

    /**
     * Updates the parameters once, or not at all where one gradient alone is many times as long as those before it.
     *
     * @param viewA uint8 pixels {@code [n, channels, size, size]} for the first twin
     * @param viewB the same for the second
     * @return the loss before the update
     * @throws IllegalStateException if the loss is not finite: the run has diverged, and no weight was changed
     */
    public double trainStep(byte[] viewA, byte[] viewB, Loss loss, Update update) {
        double value;
        try (NDManager scope = manager.newSubManager();
                GradientCollector gradients = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray a = forward(first, scope, viewA, true);
            NDArray b = forward(second, scope, viewB, true);
            NDArray minimised = loss.computeLoss(scope, a, b);
            value = minimised.getFloat();
            if (!Double.isFinite(value)) {
                throw new IllegalStateException("the loss of step " + steps + " is " + value);
            }
            gradients.backward(minimised);
        }
        steps++;
        Update guarded = guard.accepts(gradientLength()) ? update : (name, parameter, gradient, step) -> {};
        parameters().forEach((name, parameter) -> updateIfTrained(name, parameter, guarded));
        return value;
    }

    private double gradientLength() {
        double square = 0;
        for (Parameter parameter : parameters().values()) {
            if (parameter.requiresGradient()) {
                try (NDManager scope = manager.newSubManager()) {
                    NDArray gradient = parameter.getArray().getGradient();
                    gradient.attach(scope);
                    square += gradient.mul(gradient).sum().getFloat();
                }
            }
        }
        return Math.sqrt(square);
    }

    /** Steps of this process whose gradient was left unused. */
    public int refusedSteps() {
        return guard.refused();
    }

    private NDArray forward(Block twin, NDManager scope, byte[] pixels, boolean training) {
        return twin.forward(store, new NDList(toInput(scope, pixels)), training).singletonOrThrow();
    }

    private NDArray toInput(NDManager scope, byte[] pixels) {
        return scope.create(ByteBuffer.wrap(pixels), batchShape(pixels.length / image.size()), DataType.UINT8)
                .toType(DataType.FLOAT32, false)
                .mul(1f / 255);
    }

    /** Hands over images as the network takes them, {@code [n, channels, size, size]} in [0, 1]; freed afterwards. */
    void withImages(byte[] pixels, Consumer<NDArray> use) {
        try (NDManager scope = manager.newSubManager()) {
            use.accept(toInput(scope, pixels));
        }
    }

    private void updateIfTrained(String name, Parameter parameter, Update update) {
        if (parameter.requiresGradient()) {
            try (NDManager scope = manager.newSubManager()) {
                NDArray gradient = parameter.getArray().getGradient();
                gradient.attach(scope);
                update.updateParameter(name, parameter, gradient, steps);
                // A new collector does not zero what the last one added up.
                gradient.subi(gradient);
            }
        }
    }

    /** Embeds images of uint8 {@code [channels, size, size]} by the first twin, outside training. */
    public float[][] embed(List<byte[]> images) {
        return embed(first, images);
    }

    /** Embeds images by the second twin: the same numbers, unless the twins are not tied. */
    public float[][] embedBySecond(List<byte[]> images) {
        return embed(second, images);
    }

    private float[][] embed(Block twin, List<byte[]> images) {
        float[][] embeddings = new float[images.size()][];
        for (int from = 0; from < images.size(); from += embedBatch) {
            List<byte[]> chunk = images.subList(from, Math.min(images.size(), from + embedBatch));
            float[] flat = embedChunk(twin, chunk);
            int dimension = flat.length / chunk.size();
            for (int i = 0; i < chunk.size(); i++) {
                embeddings[from + i] = Arrays.copyOfRange(flat, i * dimension, (i + 1) * dimension);
            }
        }
        return embeddings;
    }

    private float[] embedChunk(Block twin, List<byte[]> chunk) {
        ByteBuffer pixels = ByteBuffer.allocate(chunk.size() * chunk.get(0).length);
        chunk.forEach(pixels::put);
        try (NDManager scope = manager.newSubManager()) {
            return forward(twin, scope, pixels.array(), false).toFloatArray();
        }
    }

    /** Steps done, those before a resume included. */
    public int steps() {
        return steps;
    }

    /** Saves the parameters and what the update rule keeps. {@link #restore} continues as if never interrupted. */
    public byte[] saveState() {
        try (NDManager scope = manager.newSubManager()) {
            NDList all = new NDList();
            parameters().forEach((name, parameter) -> all.add(namedCopy(scope, name, parameter.getArray())));
            updateState.savedNumbers().forEach((name, kept) -> all.add(namedCopy(scope, name, kept)));
            return all.encode();
        }
    }

    private static NDArray namedCopy(NDManager scope, String name, NDArray array) {
        NDArray copy = array.duplicate();
        copy.attach(scope);
        copy.setName(name);
        return copy;
    }

    /**
     * Takes over what {@link #saveState()} gave for the same parts.
     *
     * @throws IllegalArgumentException if a parameter is missing or has another shape
     */
    public void restore(byte[] state, int stepsDone) {
        try (NDManager scope = manager.newSubManager()) {
            Map<String, NDArray> saved = new LinkedHashMap<>();
            new ArrayList<>(NDList.decode(scope, state)).forEach(array -> saved.put(array.getName(), array));
            parameters().forEach((name, parameter) -> copyInPlace(name, saved.get(name), parameter.getArray()));
            updateState.restore(saved);
        }
        steps = stepsDone;
    }

    static void copyInPlace(String name, @Nullable NDArray from, NDArray to) {
        if (from == null || !from.getShape().equals(to.getShape())) {
            throw new IllegalArgumentException("the saved state has no " + name + " of shape " + to.getShape());
        }
        // In place, since the network holds this very array; set() would do it under a warning of the native library.
        to.subi(to).addi(from);
    }

    /** Names are those of checkpoints. */
    private Map<String, Parameter> parameters() {
        Map<String, Parameter> named = new LinkedHashMap<>();
        first.getParameters().forEach(pair -> named.put("net." + pair.getKey(), pair.getValue()));
        if (second != first) {
            second.getParameters().forEach(pair -> named.put("other." + pair.getKey(), pair.getValue()));
        }
        return named;
    }

    @Override
    public void close() {
        manager.close();
    }
}
