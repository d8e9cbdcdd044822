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
import java.util.Iterator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Two 3 × 3 convolutions and a shortcut: {@code relu(second(relu(first(x))) + shortcut(x))}, {@code [batch, in, H, W]} to
 * {@code [batch, out, ceil(H / stride), ceil(W / stride)]} (He et al. 2016). The shortcut is a 1 × 1 convolution where
 * the shape changes, and the input itself otherwise.
 */
public final class ResidualBlock extends AbstractBlock {

    private final ConvNorm first;
    private final ConvNorm second;
    private final @Nullable ConvNorm shortcut;

    ResidualBlock(int in, int out, int stride) {
        first = addChildBlock("first", new ConvNorm(out, 3, stride));
        second = addChildBlock("second", new ConvNorm(out, 3, 1));
        boolean sameShape = in == out && stride == 1;
        shortcut = sameShape ? null : addChildBlock("shortcut", new ConvNorm(out, 1, stride));
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        first.initialize(manager, type, inputs);
        second.initialize(manager, type, first.getOutputShapes(inputs));
        if (shortcut != null) {
            shortcut.initialize(manager, type, inputs);
        }
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> options) {
        NDArray hidden = Activation.relu(first.forward(store, inputs, training).singletonOrThrow());
        NDArray straight = second.forward(store, new NDList(hidden), training).singletonOrThrow();
        NDArray around = shortcut == null
                ? inputs.singletonOrThrow()
                : shortcut.forward(store, inputs, training).singletonOrThrow();
        return new NDList(Activation.relu(straight.add(around)));
    }

    /** Starts from the next convolutions of an exported encoder, as {@link ConvNorm#startFrom}. */
    NDArray startFrom(Iterator<EncoderWeights.Layer> layers, NDArray images) {
        NDArray hidden = Activation.relu(first.startFrom(layers.next(), images));
        NDArray straight = second.startFrom(layers.next(), hidden);
        NDArray around = shortcut == null ? images : shortcut.startFrom(layers.next(), images);
        return Activation.relu(straight.add(around));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return second.getOutputShapes(first.getOutputShapes(inputs));
    }

    public ConvNorm firstConvolution() {
        return first;
    }

    public ConvNorm secondConvolution() {
        return second;
    }

    /** Empty where the shortcut is the input itself. */
    public Optional<ConvNorm> shortcut() {
        return Optional.ofNullable(shortcut);
    }
}
