package io.siamese.trainer.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An ONNX graph of other make, brought to the contract of a model file: one input {@code image}, uint8
 * {@code [batch, C, H, W]}, one output {@code embedding}, float32 {@code [batch, D]}. What the graph itself computes is not
 * touched, but that a batch of fixed size is freed: a cast and scale may be put before it, a flattening and a division by the
 * length after it, names are changed, and outputs other than the embedding are dropped.
 */
public final class ForeignGraph {

    static final String IMAGE = "image";
    static final String EMBEDDING = "embedding";
    static final String ADDED = "siamese_";

    private final ModelProto model;
    private final ValueInfoProto input;
    private final ValueInfoProto output;

    ForeignGraph(ModelProto model, ValueInfoProto input, ValueInfoProto output) {
        this.model = model;
        this.input = input;
        this.output = output;
    }

    /**
     * @param inputName empty: the only input
     * @param outputName empty: the only output
     * @throws IllegalArgumentException saying what the graph has instead of what is needed
     */
    public static ForeignGraph parse(byte[] bytes, String inputName, String outputName) {
        return ForeignReader.parse(bytes, inputName, outputName);
    }

    /** Whether the pixels go in as floats, so that mean and deviation have to be known. */
    public boolean takesFloats() {
        return GraphSignature.elementType(input) == TensorProto.DataType.FLOAT_VALUE;
    }

    /** C, H and W that the graph fixes; -1 for one that it leaves open. */
    public long[] imageShape() {
        return GraphSignature.dims(input).stream()
                .skip(1)
                .mapToLong(GraphSignature::dimensionSize)
                .toArray();
    }

    /**
     * The model by the contract, without its metadata. Whether it does to every image of a batch what it does to one alone
     * is for the caller to see.
     *
     * @param image C, H and W
     * @param scaling for float inputs; bytes go in as they are
     * @param unitLength whether to divide embeddings by their length
     * @param dimension D of the embedding, or -1 to leave it open
     */
    public byte[] wrapGraph(long[] image, Scaling scaling, boolean unitLength, int dimension) {
        GraphProto.Builder graph = model.getGraph().toBuilder();
        Renamer renamer = new Renamer(input.getName(), ADDED + "input", output.getName(), ADDED + "output");
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            TensorProto each = graph.getInitializer(i);
            graph.setInitializer(i, each.toBuilder().setName(renamer.newName(each.getName())));
        }
        List<NodeProto> nodes = new ArrayList<>();
        nodes.addAll(inputNodes(scaling, graph));
        nodes.addAll(ownNodes(renamer, graph));
        nodes.addAll(outputNodes(unitLength));
        // Shapes of values in between are inferred again.
        List<TensorProto> used = usedInitializers(graph, nodes);
        graph.clearInitializer().addAllInitializer(used);
        graph.clearNode().addAllNode(nodes).clearValueInfo().clearInput().clearOutput();
        graph.addInput(Protobufs.batchedValue(IMAGE, TensorProto.DataType.UINT8, image));
        graph.addAllInput(constants(renamer, used));
        graph.addOutput(Protobufs.batchedValue(EMBEDDING, TensorProto.DataType.FLOAT, dimension));
        return model.toBuilder().clearMetadataProps().setGraph(graph).build().toByteArray();
    }

    private List<NodeProto> inputNodes(Scaling scaling, GraphProto.Builder graph) {
        return takesFloats()
                ? scaling.scalingNodes(IMAGE, ADDED + "input", graph)
                : List.of(newNode("Identity", IMAGE, ADDED + "input").build());
    }

    private List<NodeProto> ownNodes(Renamer renamer, GraphProto.Builder graph) {
        long batch = GraphSignature.dimensionSize(GraphSignature.dims(input).get(0));
        OpenBatch open = new OpenBatch(batch, model.getGraph());
        return model.getGraph().getNodeList().stream()
                .map(node -> batch < 0 ? node : open.freeNode(node, graph))
                .map(renamer::renameNode)
                .toList();
    }

    /** A shape that was written out and is freed now is left over, which ONNX Runtime warns of at every start. */
    private static List<TensorProto> usedInitializers(GraphProto.Builder graph, List<NodeProto> nodes) {
        boolean bodies =
                nodes.stream().flatMap(node -> node.getAttributeList().stream()).anyMatch(AttributeProto::hasG);
        Set<String> read = new HashSet<>();
        nodes.forEach(node -> read.addAll(node.getInputList()));
        return graph.getInitializerList().stream()
                .filter(each -> bodies || read.contains(each.getName()))
                .toList();
    }

    /** Constants that older graphs list among their inputs. */
    private List<ValueInfoProto> constants(Renamer renamer, List<TensorProto> used) {
        Set<String> names = used.stream().map(TensorProto::getName).collect(Collectors.toSet());
        return model.getGraph().getInputList().stream()
                .filter(each -> !each.getName().equals(input.getName()))
                .map(each -> each.toBuilder()
                        .setName(renamer.newName(each.getName()))
                        .build())
                .filter(each -> names.contains(each.getName()))
                .toList();
    }

    private static List<NodeProto> outputNodes(boolean unitLength) {
        NodeProto.Builder flat = newNode("Flatten", ADDED + "output", unitLength ? ADDED + "flat" : EMBEDDING)
                .addAttribute(Protobufs.attribute("axis", 1));
        if (!unitLength) {
            return List.of(flat.build());
        }
        return List.of(
                flat.build(),
                newNode("LpNormalization", ADDED + "flat", EMBEDDING)
                        .addAttribute(Protobufs.attribute("axis", 1))
                        .addAttribute(Protobufs.attribute("p", 2))
                        .build());
    }

    static NodeProto.Builder newNode(String operator, String from, String to) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(to + "_node")
                .addInput(from)
                .addOutput(to);
    }
}
