package io.siamese.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.util.PairList;

/** Trains the compact encoder as two twins, by a loss on both views' embeddings and Adam. */
public final class CompactTwins implements AutoCloseable {

    private static final int EMBED_BATCH = 256;

    private final EncoderNet net;
    // The same object, unless the twins are not tied.
    private final EncoderNet other;
    private final PairedLoss loss;
    private final TwinEngine<AdamOptimizer> engine;

    /** @param seed draws the initial parameters */
    public CompactTwins(Architecture architecture, Objective objective, int seed) {
        this(architecture, objective, Twinning.TIED, seed);
    }

    /** @param seed draws the initial parameters, of the first twin as in a tied pair */
    public CompactTwins(Architecture architecture, Objective objective, Twinning twinning, int seed) {
        loss = objective.function();
        net = new EncoderNet(architecture);
        other = twinning == Twinning.TIED ? net : new EncoderNet(architecture);
        Shape image = new Shape(architecture.channels(), architecture.size(), architecture.size());
        engine = new TwinEngine<>(net, other, image, EMBED_BATCH, seed, AdamOptimizer::new);
        if (twinning == Twinning.UNTIED_EQUAL) {
            other.getParameters()
                    .forEach(pair -> TwinEngine.copyInPlace(
                            pair.getKey(),
                            net.getParameters().get(pair.getKey()).getArray(),
                            pair.getValue().getArray()));
        }
    }

    /** Embeds, saves and restores; still owned by these twins. */
    public TwinEngine<?> engine() {
        return engine;
    }

    /** The first twin; still owned by these twins. */
    public EncoderNet net() {
        return net;
    }

    /**
     * Starts from the weights of an exported encoder instead of drawn ones.
     *
     * @param pixels uint8 {@code [n, channels, size, size]} of images that are trained on
     * @throws IllegalArgumentException if the encoder has another depth, or more channels somewhere
     */
    public void startFrom(EncoderWeights weights, byte[] pixels) {
        engine.withImages(pixels, images -> net.startFrom(weights, images));
    }

    /**
     * Maps the embeddings of the first twin by a matrix before they are brought to unit length. The map becomes part of the
     * projection, so the encoder costs what it cost.
     *
     * @param matrix row-major {@code [dimension, dimension]}
     */
    public void mapEmbeddings(double[] matrix) {
        net.projection().mapOutputs(matrix);
    }

    /**
     * Updates the parameters once.
     *
     * @return the loss before the update
     * @throws IllegalStateException as {@link TwinEngine#trainStep}
     */
    public double trainStep(TwinBatch batch, double learningRate) {
        return engine.trainStep(
                batch.viewA(),
                batch.viewB(),
                (scope, a, b) -> loss.computeLoss(a, b, batch.labels()),
                (name, parameter, gradient, step) ->
                        engine.updateState().updateWeight(name, parameter.getArray(), gradient, learningRate, step));
    }

    /** {@code ‖w − w'‖ / ‖w‖} of the twins' trained parameters: 0 while they are one. */
    public double twinDistance() {
        PairList<String, Parameter> own = net.getParameters();
        PairList<String, Parameter> others = other.getParameters();
        double difference = 0;
        double length = 0;
        for (int i = 0; i < own.size(); i++) {
            if (own.valueAt(i).requiresGradient()) {
                float[] numbers = numbers(own.valueAt(i).getArray());
                float[] apart = numbers(others.valueAt(i).getArray());
                for (int j = 0; j < numbers.length; j++) {
                    difference += Math.pow((double) numbers[j] - apart[j], 2);
                    length += (double) numbers[j] * numbers[j];
                }
            }
        }
        return Math.sqrt(difference / length);
    }

    private static float[] numbers(NDArray array) {
        return array.toFloatArray();
    }

    @Override
    public void close() {
        engine.close();
    }
}
