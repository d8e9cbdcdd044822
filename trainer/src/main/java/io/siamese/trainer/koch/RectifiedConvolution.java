package io.siamese.trainer.koch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.siamese.trainer.koch.KochShape.Convolution;
import io.siamese.trainer.model.AlignedConvolution;
import org.jspecify.annotations.Nullable;

/**
 * A convolution with bias, stride 1 and no padding, a rectifier, and a maximum over 2 × 2 where the layer is pooled:
 * {@code [batch, in, H, W]} to {@code [batch, filters, H', W']}, where H' is H − kernel + 1, halved and rounded down if pooled.
 */
public final class RectifiedConvolution extends AbstractBlock {

    private static final Shape POOL = new Shape(2, 2);
    private static final Shape NONE = new Shape(0, 0);
    private static final AlignedConvolution CONVOLUTION = new AlignedConvolution(1, 0);

    private final Convolution layer;
    private final Parameter weight;
    private final Parameter bias;

    RectifiedConvolution(Convolution layer) {
        this.layer = layer;
        weight = addParameter(GaussianInitializer.weightParameter(layer.deviation()));
        bias = addParameter(GaussianInitializer.biasParameter());
    }

    @Override
    protected void prepare(Shape[] inputs) {
        weight.setShape(new Shape(layer.filters(), inputs[0].get(1), layer.kernel(), layer.kernel()));
        bias.setShape(new Shape(layer.filters()));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> options) {
        NDArray input = inputs.singletonOrThrow();
        NDArray weights = store.getValue(weight, input.getDevice(), training);
        NDArray biases = store.getValue(bias, input.getDevice(), training);
        NDArray hidden = Activation.relu(CONVOLUTION.convolve(input, weights, biases));
        return new NDList(layer.pooled() ? Pool.maxPool2d(hidden, POOL, POOL, NONE, false) : hidden);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {
            new Shape(inputs[0].get(0), layer.filters(), outputSide(inputs[0].get(2)), outputSide(inputs[0].get(3)))
        };
    }

    private long outputSide(long length) {
        long convolved = length - layer.kernel() + 1;
        return layer.pooled() ? convolved / 2 : convolved;
    }

    public Convolution layer() {
        return layer;
    }

    /** Row-major {@code [filters, in, kernel, kernel]}. */
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
