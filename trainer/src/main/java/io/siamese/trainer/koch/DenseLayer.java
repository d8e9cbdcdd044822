package io.siamese.trainer.koch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/** An affine map {@code x Wᵀ + b}: {@code [batch, in]} to {@code [batch, units]}. No activation. */
public final class DenseLayer extends AbstractBlock {

    private final int units;
    private final Parameter weight;
    private final Parameter bias;

    /** @param deviation of the initial weights */
    DenseLayer(int units, double deviation) {
        this.units = units;
        weight = addParameter(GaussianInitializer.weight(deviation));
        bias = addParameter(GaussianInitializer.bias());
    }

    @Override
    protected void prepare(Shape[] inputs) {
        weight.setShape(new Shape(units, inputs[0].get(1)));
        bias.setShape(new Shape(units));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> options) {
        NDArray input = inputs.singletonOrThrow();
        return Linear.linear(
                input,
                store.getValue(weight, input.getDevice(), training),
                store.getValue(bias, input.getDevice(), training));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[0].get(0), units)};
    }

    /** Row-major {@code [units, in]}. */
    public float[] weight() {
        return weight.getArray().toFloatArray();
    }

    public long[] weightShape() {
        return weight.getShape().getShape();
    }

    public float[] bias() {
        return bias.getArray().toFloatArray();
    }
}
