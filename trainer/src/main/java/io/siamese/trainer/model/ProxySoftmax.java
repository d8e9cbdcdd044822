package io.siamese.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Additive-margin softmax over a learned unit vector for each class under each transform (Wang et al. 2018, equation 5).
 * Every embedding is compared with every class at once, which a batch of 20 characters never does. The proxies of the
 * own class under other transforms are masked: many characters are their own mirror image.
 */
final class ProxySoftmax extends AbstractBlock {

    private static final float MASKED = -1e4f;

    private final int classes;
    private final int transforms;
    private final int dimension;
    private final double scale;
    private final double margin;
    private final Parameter proxies;

    ProxySoftmax(int classes, int transforms, int dimension, double scale, double margin) {
        this.classes = classes;
        this.transforms = transforms;
        this.dimension = dimension;
        this.scale = scale;
        this.margin = margin;
        proxies = addParameter(Parameter.builder()
                .setName("proxies")
                .setType(Parameter.Type.OTHER)
                .optInitializer(new NormalInitializer(0.1f))
                .build());
    }

    @Override
    protected void prepare(Shape[] inputs) {
        proxies.setShape(new Shape((long) classes * transforms, dimension));
    }

    void initialize(NDManager manager) {
        initialize(manager, DataType.FLOAT32, new Shape(1, dimension));
    }

    /** @param embeddings unit-length {@code [n, d]}; @param labels for each row {@code class · transforms + transform} */
    NDArray loss(ParameterStore store, NDArray embeddings, int[] labels) {
        NDManager manager = embeddings.getManager();
        NDArray unit = store.getValue(proxies, embeddings.getDevice(), true).normalize(2, 1);
        NDArray logits = embeddings.matMul(unit.transpose()).mul((float) scale).add(offsets(manager, labels));
        long[] targets = Arrays.stream(labels).asLongStream().toArray();
        NDArray own = manager.create(targets, new Shape(labels.length, 1));
        return logits.logSoftmax(1).gather(own, 1).mean().neg();
    }

    private NDArray offsets(NDManager manager, int[] labels) {
        int width = classes * transforms;
        float[] offsets = new float[labels.length * width];
        for (int row = 0; row < labels.length; row++) {
            int first = row * width + labels[row] / transforms * transforms;
            Arrays.fill(offsets, first, first + transforms, MASKED);
            offsets[row * width + labels[row]] = (float) (-scale * margin);
        }
        return manager.create(offsets, new Shape(labels.length, width));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> options) {
        NDArray input = inputs.singletonOrThrow();
        NDArray unit = store.getValue(proxies, input.getDevice(), training).normalize(2, 1);
        return new NDList(input.matMul(unit.transpose()));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[0].get(0), (long) classes * transforms)};
    }
}
