package io.siamese.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/** An affine map {@code x Wᵀ + b}: {@code [batch, in]} to {@code [batch, out]}. It has no activation. */
public final class DenseLayer extends AbstractBlock {

    private final int out;
    private final Parameter weight;
    private final Parameter bias;

    /** A layer whose initial values are DJL's. */
    DenseLayer(int out) {
        this(
                out,
                Parameter.builder()
                        .setName("weight")
                        .setType(Parameter.Type.WEIGHT)
                        .build(),
                Parameter.builder().setName("bias").setType(Parameter.Type.BIAS).build());
    }

    /**
     * A layer whose parameters say how they begin.
     *
     * @param weight becomes {@code [out, in]}
     * @param bias becomes {@code [out]}
     */
    public DenseLayer(int out, Parameter weight, Parameter bias) {
        this.out = out;
        this.weight = addParameter(weight);
        this.bias = addParameter(bias);
    }

    /** Public for blocks of other packages that lay out their children without initialising them. */
    @Override
    public void prepare(Shape[] inputs) {
        weight.setShape(new Shape(out, inputs[0].get(1)));
        bias.setShape(new Shape(out));
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

    /** Starts from another layer of as many outputs, and of as many inputs or fewer. */
    void startFrom(EncoderWeights.Layer layer) {
        NDArray numbers = weight.getArray();
        float[] kernel = numbers.toFloatArray();
        layer.writeInto(kernel, weightShape());
        try (NDManager scratch = numbers.getManager().newSubManager()) {
            TwinEngine.copyInPlace("weight", scratch.create(kernel, numbers.getShape()), numbers);
            TwinEngine.copyInPlace("bias", scratch.create(layer.bias()), bias.getArray());
        }
    }

    /** Maps what comes out, {@code [batch, out]}, by a matrix: row-major {@code [out, out]}. */
    void mapOutputs(double[] matrix) {
        float[] kernel = weight();
        float[] constant = bias();
        int in = kernel.length / out;
        float[] mapped = new float[kernel.length];
        float[] mappedBias = new float[out];
        for (int to = 0; to < out; to++) {
            for (int column = 0; column < in; column++) {
                double value = 0;
                for (int from = 0; from < out; from++) {
                    value += matrix[to * out + from] * kernel[from * in + column];
                }
                mapped[to * in + column] = (float) value;
            }
            double value = 0;
            for (int from = 0; from < out; from++) {
                value += matrix[to * out + from] * constant[from];
            }
            mappedBias[to] = (float) value;
        }
        startFrom(new EncoderWeights.Layer(mapped, weightShape(), mappedBias));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[0].get(0), out)};
    }

    /** Row-major {@code [out, in]}. */
    public float[] weight() {
        return weight.getArray().toFloatArray();
    }

    /** Shape of the weight: {@code [out, in]}. */
    public long[] weightShape() {
        return weight.getArray().getShape().getShape();
    }

    public float[] bias() {
        return bias.getArray().toFloatArray();
    }
}
