package io.siamese.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import ai.djl.training.initializer.XavierInitializer.FactorType;
import ai.djl.training.initializer.XavierInitializer.RandomType;
import ai.djl.util.PairList;
import org.jspecify.annotations.Nullable;

/**
 * A square convolution without bias, then batch normalisation: {@code [batch, in, H, W]} to
 * {@code [batch, out, ceil(H / stride), ceil(W / stride)]}. No activation.
 */
public final class ConvNorm extends AbstractBlock {

    private static final float EPSILON = 1e-5f;
    private static final float MOMENTUM = 0.9f;
    private static final int[] PLACES = {1};

    private final int out;
    private final int kernel;
    private final int stride;
    private final AlignedConvolution convolution;
    private final Parameter weight;
    private final Parameter gamma;
    private final Parameter beta;
    private final Parameter mean;
    private final Parameter variance;

    ConvNorm(int out, int kernel, int stride) {
        this.out = out;
        this.kernel = kernel;
        this.stride = stride;
        convolution = new AlignedConvolution(stride, kernel / 2);
        weight = addParameter(trained("weight", Parameter.Type.WEIGHT));
        // Kaiming: the variance that a rectified layer keeps.
        weight.setInitializer(new XavierInitializer(RandomType.GAUSSIAN, FactorType.IN, 2));
        gamma = addParameter(trained("gamma", Parameter.Type.GAMMA));
        beta = addParameter(trained("beta", Parameter.Type.BETA));
        mean = addParameter(tracked("mean", Parameter.Type.RUNNING_MEAN));
        variance = addParameter(tracked("variance", Parameter.Type.RUNNING_VAR));
    }

    private static Parameter trained(String name, Parameter.Type type) {
        return Parameter.builder().setName(name).setType(type).build();
    }

    private static Parameter tracked(String name, Parameter.Type type) {
        return Parameter.builder()
                .setName(name)
                .setType(type)
                .optRequiresGrad(false)
                .build();
    }

    @Override
    protected void prepare(Shape[] inputs) {
        weight.setShape(new Shape(out, inputs[0].get(1), kernel, kernel));
        for (Parameter vector : new Parameter[] {gamma, beta, mean, variance}) {
            vector.setShape(new Shape(out));
        }
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> options) {
        NDArray input = inputs.singletonOrThrow();
        NDArray convolved = convolution.convolve(input, store.getValue(weight, input.getDevice(), training), null);
        return BatchNorm.batchNorm(
                convolved,
                store.getValue(mean, input.getDevice(), training),
                store.getValue(variance, input.getDevice(), training),
                store.getValue(gamma, input.getDevice(), training),
                store.getValue(beta, input.getDevice(), training),
                1,
                MOMENTUM,
                EPSILON,
                training);
    }

    /**
     * Starts from a convolution whose batch normalisation was folded into it. The statistics of the normalisation are taken
     * from a batch, and its scale and shift undo it, so that training begins with what the convolution computed. Outputs that
     * the convolution did not have are normalised as they come.
     *
     * @param images {@code [batch, in, H, W]}; scratch memory belongs to their manager
     * @return what this block makes of them
     */
    NDArray startFrom(EncoderWeights.Layer layer, NDArray images) {
        NDManager scratch = images.getManager();
        NDArray kernels = weight.getArray();
        float[] numbers = kernels.toFloatArray();
        layer.writeInto(numbers, weightShape());
        TwinEngine.copyInPlace("weight", scratch.create(numbers, kernels.getShape()), kernels);
        NDArray convolved = convolution.convolve(images, kernels, null);
        NDArray centre = byChannel(convolved).mean(PLACES);
        NDArray spread = byChannel(convolved.sub(perChannel(centre))).square().mean(PLACES);
        float[] scale = spread.add(EPSILON).sqrt().toFloatArray();
        float[] shift = centre.toFloatArray();
        for (int channel = 0; channel < out; channel++) {
            boolean known = channel < layer.bias().length;
            scale[channel] = known ? scale[channel] : 1;
            shift[channel] = known ? shift[channel] + layer.bias()[channel] : 0;
        }
        TwinEngine.copyInPlace("mean", centre, mean.getArray());
        TwinEngine.copyInPlace("variance", spread, variance.getArray());
        TwinEngine.copyInPlace("gamma", scratch.create(scale), gamma.getArray());
        TwinEngine.copyInPlace("beta", scratch.create(shift), beta.getArray());
        NDArray normalised = convolved
                .sub(perChannel(centre))
                .div(perChannel(spread.add(EPSILON).sqrt()));
        return normalised.mul(perChannel(scratch.create(scale))).add(perChannel(scratch.create(shift)));
    }

    /** {@code [out, batch · H · W]}. */
    private NDArray byChannel(NDArray convolved) {
        return convolved.transpose(1, 0, 2, 3).reshape(out, -1);
    }

    private NDArray perChannel(NDArray vector) {
        return vector.reshape(1, out, 1, 1);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[0].get(0), out, strided(inputs[0].get(2)), strided(inputs[0].get(3)))};
    }

    private long strided(long length) {
        return (length + 2L * padding() - kernel) / stride + 1;
    }

    public int kernel() {
        return kernel;
    }

    public int stride() {
        return stride;
    }

    /** Zeros added on each side of the image. */
    public int padding() {
        return kernel / 2;
    }

    /** Shape of the kernel: {@code [out, in, kernel, kernel]}. */
    public long[] weightShape() {
        return weight.getArray().getShape().getShape();
    }

    /**
     * The convolution that computes what this block does outside training: batch normalisation with running statistics is
     * {@code y = gamma (x - mean) / sqrt(variance + epsilon) + beta}, which scales each output channel and adds a bias.
     */
    public Folded foldNormalisation() {
        float[] kernels = weight.getArray().toFloatArray();
        float[] scale = gamma.getArray().toFloatArray();
        float[] shift = beta.getArray().toFloatArray();
        float[] centre = mean.getArray().toFloatArray();
        float[] spread = variance.getArray().toFloatArray();
        int perChannel = kernels.length / out;
        float[] bias = new float[out];
        for (int channel = 0; channel < out; channel++) {
            double factor = scale[channel] / Math.sqrt((double) spread[channel] + EPSILON);
            for (int i = channel * perChannel; i < (channel + 1) * perChannel; i++) {
                kernels[i] = (float) (kernels[i] * factor);
            }
            bias[channel] = (float) (shift[channel] - centre[channel] * factor);
        }
        return new Folded(kernels, bias);
    }

    /** Kernel in row-major {@code [out, in, kernel, kernel]} and one bias for each output channel. */
    public record Folded(float[] kernel, float[] bias) {}
}
