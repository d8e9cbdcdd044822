package io.siamese.trainer.koch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.siamese.trainer.model.DenseLayer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The paper's network, and both twins: {@code [batch, 1, size, size]} in [0, 1] to an embedding {@code [batch, dimension]}
 * in (0, 1), and the head that compares two of them. No parameter exists before {@link #initialize(NDManager)}.
 */
public final class KochNet extends AbstractBlock {

    private final KochShape shape;
    private final List<RectifiedConvolution> convolutions = new ArrayList<>();
    private final DenseLayer dense;
    private final DenseLayer head;

    public KochNet(KochShape shape) {
        this.shape = shape;
        for (KochShape.Convolution each : shape.convolutions()) {
            convolutions.add(addChildBlock("conv" + (convolutions.size() + 1), new RectifiedConvolution(each)));
        }
        dense = addChildBlock("dense", newDenseLayer(shape.dimension(), shape.denseDeviation()));
        head = addChildBlock("head", newDenseLayer(1, shape.headDeviation()));
    }

    private static DenseLayer newDenseLayer(int units, double deviation) {
        return new DenseLayer(
                units, GaussianInitializer.weightParameter(deviation), GaussianInitializer.biasParameter());
    }

    /** Draws the parameters, which then belong to {@code manager}. */
    public void initialize(NDManager manager) {
        initialize(manager, DataType.FLOAT32, inputShape());
    }

    private Shape inputShape() {
        return new Shape(1, 1, shape.size(), shape.size());
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        Shape[] shapes = inputs;
        for (RectifiedConvolution each : convolutions) {
            each.initialize(manager, type, shapes);
            shapes = each.getOutputShapes(shapes);
        }
        dense.initialize(manager, type, flattenShape(shapes[0]));
        head.initialize(manager, type, new Shape(1, shape.dimension()));
    }

    private static Shape flattenShape(Shape shape) {
        return new Shape(shape.get(0), shape.size() / shape.get(0));
    }

    /** Output of each layer for one image, by inference: nothing is allocated, and the parameters know their shapes after it. */
    public Map<String, Shape> layerShapes() {
        Map<String, Shape> outputs = new LinkedHashMap<>();
        Shape[] shapes = {inputShape()};
        for (RectifiedConvolution each : convolutions) {
            each.prepare(shapes);
            shapes = each.getOutputShapes(shapes);
            outputs.put("conv" + (outputs.size() + 1), shapes[0]);
        }
        dense.prepare(new Shape[] {flattenShape(shapes[0])});
        head.prepare(new Shape[] {new Shape(1, shape.dimension())});
        outputs.put("dense", new Shape(1, shape.dimension()));
        outputs.put("head", new Shape(1, 1));
        return outputs;
    }

    /** The embedding of one twin: {@code sigmoid(dense(flatten(conv4(…))))}. */
    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> options) {
        NDArray hidden = inputs.singletonOrThrow();
        for (RectifiedConvolution each : convolutions) {
            hidden = each.forward(store, new NDList(hidden), training).singletonOrThrow();
        }
        NDArray flattened = hidden.reshape(hidden.getShape().get(0), -1);
        return new NDList(Activation.sigmoid(
                dense.forward(store, new NDList(flattened), training).singletonOrThrow()));
    }

    /**
     * The logit of two embeddings being of one class, {@code Σ_j α_j |a_j − b_j| + β}, whose sigmoid is the paper's p
     * (section 3.1, where β is not written). Symmetric: {@code |a − b| = |b − a|}.
     *
     * @param a {@code [n, dimension]}
     * @param b {@code [n, dimension]}
     * @return {@code [n]}
     */
    NDArray computeLogits(ParameterStore store, NDArray a, NDArray b, boolean training) {
        NDList distances = new NDList(a.sub(b).abs());
        return head.forward(store, distances, training).singletonOrThrow().reshape(-1);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        return new Shape[] {new Shape(inputs[0].get(0), shape.dimension())};
    }

    /** Layers from the input on, the head last: what has a rate of its own. */
    List<Block> layers() {
        List<Block> layers = new ArrayList<>(convolutions);
        layers.add(dense);
        layers.add(head);
        return layers;
    }

    /** Numbers that training adjusts, head included; shapes must be known. */
    public long parameterCount() {
        return getParameters().values().stream()
                .map(Parameter::getShape)
                .mapToLong(Shape::size)
                .sum();
    }

    public KochShape shape() {
        return shape;
    }

    public List<RectifiedConvolution> convolutions() {
        return List.copyOf(convolutions);
    }

    public DenseLayer dense() {
        return dense;
    }

    /** Weights {@code α [1, dimension]} and bias β. */
    public DenseLayer head() {
        return head;
    }
}
