package io.siamese.trainer.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The encoder, and both twins: {@code [batch, channels, size, size]} in [0, 1] to unit-length {@code [batch, dimension]}.
 * A strided stem, residual blocks, a projection of their {@link Pooling pooled} maps, and division by the Euclidean length.
 */
public final class EncoderNet extends AbstractBlock {

    private final Architecture architecture;
    private final ConvNorm stem;
    private final List<ResidualBlock> blocks = new ArrayList<>();
    private final DenseLayer projection;

    public EncoderNet(Architecture architecture) {
        this.architecture = architecture;
        List<Integer> widths = architecture.widths();
        stem = addChildBlock("stem", new ConvNorm(widths.get(0), 3, 2));
        for (int i = 1; i < widths.size(); i++) {
            int stride = architecture.strides().get(i - 1);
            blocks.add(addChildBlock("block" + i, new ResidualBlock(widths.get(i - 1), widths.get(i), stride)));
        }
        projection = addChildBlock("projection", new DenseLayer(architecture.dimension()));
    }

    /** Draws the parameters, which then belong to {@code manager}. */
    public void initialize(NDManager manager) {
        int size = architecture.size();
        initialize(manager, DataType.FLOAT32, new Shape(1, architecture.channels(), size, size));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        stem.initialize(manager, type, inputs);
        Shape[] shapes = stem.getOutputShapes(inputs);
        for (ResidualBlock block : blocks) {
            block.initialize(manager, type, shapes);
            shapes = block.getOutputShapes(shapes);
        }
        projection.initialize(manager, type, new Shape(inputs[0].get(0), featureCount(shapes[0])));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> options) {
        List<NDArray> maps = new ArrayList<>();
        maps.add(Activation.relu(stem.forward(store, inputs, training).singletonOrThrow()));
        for (ResidualBlock block : blocks) {
            NDList before = new NDList(maps.get(maps.size() - 1));
            maps.add(block.forward(store, before, training).singletonOrThrow());
        }
        NDArray embedding =
                projection.forward(store, new NDList(features(maps)), training).singletonOrThrow();
        return new NDList(embedding.normalize(2, 1));
    }

    /**
     * Starts from the weights of an exported encoder of the same depth, and of as many channels or fewer.
     *
     * @param images {@code [batch, channels, size, size]} in [0, 1] of the kind that is trained on: batch normalisation takes
     *     its statistics from them
     * @throws IllegalArgumentException if the weights are not of such an encoder
     */
    void startFrom(EncoderWeights weights, NDArray images) {
        long needed = 1
                + blocks.stream()
                        .mapToLong(each -> each.shortcut().isEmpty() ? 2 : 3)
                        .sum();
        if (needed != weights.convolutions().size()) {
            throw new IllegalArgumentException(
                    "the encoder to start from has " + weights.convolutions().size() + " convolutions, not " + needed);
        }
        refuseOtherStatistics(weights.projection());
        Iterator<EncoderWeights.Layer> layers = weights.convolutions().iterator();
        NDArray hidden = Activation.relu(stem.startFrom(layers.next(), images));
        for (ResidualBlock block : blocks) {
            hidden = block.startFrom(layers, hidden);
        }
        projection.startFrom(weights.projection());
    }

    /** With more channels, the statistics of the later maps would be at other places of the vector. */
    private void refuseOtherStatistics(EncoderWeights.Layer from) {
        long needed = projection.weightShape()[1];
        if (architecture.pooling() == Pooling.STATISTICS && from.shape()[1] != needed) {
            throw new IllegalArgumentException("the projection of the encoder to start from takes " + from.shape()[1]
                    + " numbers, not " + needed + ": with pooled statistics it must have the same channels");
        }
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[0].get(0), architecture.dimension())};
    }

    private NDArray features(List<NDArray> maps) {
        NDArray last = maps.get(maps.size() - 1);
        Shape shape = last.getShape();
        return switch (architecture.pooling()) {
            case FLAT -> last.reshape(shape.get(0), -1);
            case AVERAGE -> last.reshape(shape.get(0), shape.get(1), -1).mean(new int[] {2});
            case STATISTICS -> MapStatistics.collectAll(maps);
        };
    }

    private long featureCount(Shape last) {
        return switch (architecture.pooling()) {
            case FLAT -> last.size() / last.get(0);
            case AVERAGE -> last.get(1);
            case STATISTICS ->
                2L * architecture.widths().stream().mapToInt(Integer::intValue).sum();
        };
    }

    public Architecture architecture() {
        return architecture;
    }

    public ConvNorm stem() {
        return stem;
    }

    public List<ResidualBlock> blocks() {
        return List.copyOf(blocks);
    }

    public DenseLayer projection() {
        return projection;
    }
}
