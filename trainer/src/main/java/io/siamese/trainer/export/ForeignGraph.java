package io.siamese.trainer.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An ONNX graph of other make, brought to the contract of a model file: one input {@code image}, uint8
 * {@code [batch, C, H, W]}, one output {@code embedding}, float32 {@code [batch, D]}. What the graph itself computes is not
 * touched: a cast and scale may be put before it, a flattening and a division by the length after it, names are changed, and
 * outputs other than the embedding are dropped.
 */
public final class ForeignGraph {

    private static final String IMAGE = "image";
    private static final String EMBEDDING = "embedding";
    private static final String ADDED = "siamese_";
    /** LpNormalization of any rank; the oldest version with everything that is added here. */
    private static final long LEAST_OPSET = 7;

    private final ModelProto model;
    private final ValueInfoProto input;
    private final ValueInfoProto output;

    private ForeignGraph(ModelProto model, ValueInfoProto input, ValueInfoProto output) {
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
        ModelProto model = model(bytes);
        refuseExternalData(model.getGraph());
        Set<String> constants = new HashSet<>();
        model.getGraph().getInitializerList().forEach(each -> constants.add(each.getName()));
        List<ValueInfoProto> inputs = model.getGraph().getInputList().stream()
                .filter(each -> !constants.contains(each.getName()))
                .toList();
        ValueInfoProto input = choose("input", inputs, inputName);
        if (inputs.size() > 1) {
            throw new IllegalArgumentException(
                    "the graph has the inputs " + names(inputs) + ", and an encoder takes images alone");
        }
        ForeignGraph graph =
                new ForeignGraph(model, input, choose("output", model.getGraph().getOutputList(), outputName));
        graph.check();
        return graph;
    }

    private static ModelProto model(byte[] bytes) {
        try {
            ModelProto model = ModelProto.parseFrom(bytes);
            if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
                throw new IllegalArgumentException("not an ONNX model");
            }
            return model;
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not an ONNX model: " + e.getMessage(), e);
        }
    }

    private static void refuseExternalData(GraphProto graph) {
        for (TensorProto tensor : graph.getInitializerList()) {
            if (tensor.getExternalDataCount() > 0 || tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
                throw new IllegalArgumentException("an ONNX model with external data; save it as one file");
            }
        }
    }

    private static ValueInfoProto choose(String what, List<ValueInfoProto> values, String name) {
        List<ValueInfoProto> chosen = values.stream()
                .filter(each -> name.isEmpty() || each.getName().equals(name))
                .toList();
        if (chosen.size() != 1) {
            throw new IllegalArgumentException("--" + what + (name.isEmpty() ? "" : "=" + name)
                    + ": the graph has the " + what + "s " + names(values) + ", name one");
        }
        return chosen.get(0);
    }

    private static String names(List<ValueInfoProto> values) {
        return String.join(", ", values.stream().map(ValueInfoProto::getName).toList());
    }

    private void check() {
        int type = type(input);
        if (type != TensorProto.DataType.UINT8_VALUE && type != TensorProto.DataType.FLOAT_VALUE) {
            throw new IllegalArgumentException("input " + input.getName() + " has the element type "
                    + TensorProto.DataType.forNumber(type) + ", allowed are UINT8 and FLOAT");
        }
        if (dims(input).size() != 4) {
            throw new IllegalArgumentException(
                    "input " + input.getName() + " has the shape " + shape(input) + ", not [batch, C, H, W]");
        }
        if (type(output) != TensorProto.DataType.FLOAT_VALUE || dims(output).size() < 2) {
            throw new IllegalArgumentException("output " + output.getName() + " is "
                    + TensorProto.DataType.forNumber(type(output)) + shape(output) + ", not FLOAT[batch, D]");
        }
        if (model.getOpsetImportList().stream()
                .anyMatch(each -> each.getDomain().isEmpty() && each.getVersion() < LEAST_OPSET)) {
            throw new IllegalArgumentException("an opset older than " + LEAST_OPSET + "; convert the model to a newer one");
        }
    }

    /** Whether the pixels go in as floats, so that mean and deviation have to be known. */
    public boolean takesFloats() {
        return type(input) == TensorProto.DataType.FLOAT_VALUE;
    }

    /** C, H and W that the graph fixes; -1 for one that it leaves open. */
    public long[] imageShape() {
        return dims(input).stream().skip(1).mapToLong(ForeignGraph::size).toArray();
    }

    /**
     * The model by the contract, without its metadata.
     *
     * @param channels C of the image
     * @param mean of each channel in [0, 1], subtracted; read for float inputs alone
     * @param deviation of each channel, divided by; read for float inputs alone
     * @param unitLength whether to divide embeddings by their length
     * @param dimension D of the embedding
     */
    public byte[] wrap(
            int channels, int height, int width, float[] mean, float[] deviation, boolean unitLength, int dimension) {
        GraphProto.Builder graph = model.getGraph().toBuilder();
        Renamer renamer = new Renamer(input.getName(), ADDED + "input", output.getName(), ADDED + "output");
        List<NodeProto> nodes = new ArrayList<>();
        nodes.addAll(before(graph, channels, mean, deviation));
        graph.getNodeList().forEach(node -> nodes.add(renamer.node(node)));
        nodes.addAll(after(unitLength));
        graph.clearNode().addAllNode(nodes);
        List<ValueInfoProto> constants = graph.getInputList().stream()
                .filter(each -> !each.getName().equals(input.getName()))
                .toList();
        graph.clearInput()
                .addInput(value(IMAGE, TensorProto.DataType.UINT8_VALUE, channels, height, width))
                .addAllInput(constants);
        graph.clearOutput().addOutput(value(EMBEDDING, TensorProto.DataType.FLOAT_VALUE, dimension));
        return model.toBuilder().clearMetadataProps().setGraph(graph).build().toByteArray();
    }

    /** {@code (pixel / 255 − mean) / deviation} as one multiplication and one addition. */
    private List<NodeProto> before(GraphProto.Builder graph, int channels, float[] mean, float[] deviation) {
        if (!takesFloats()) {
            return List.of(node("Identity", IMAGE, ADDED + "input").build());
        }
        float[] factor = new float[channels];
        float[] offset = new float[channels];
        for (int i = 0; i < channels; i++) {
            factor[i] = (float) (1 / (255.0 * deviation[i]));
            offset[i] = -mean[i] / deviation[i];
        }
        graph.addInitializer(constant(ADDED + "factor", factor)).addInitializer(constant(ADDED + "offset", offset));
        return List.of(
                node("Cast", IMAGE, ADDED + "pixels")
                        .addAttribute(attribute("to", TensorProto.DataType.FLOAT_VALUE))
                        .build(),
                node("Mul", ADDED + "pixels", ADDED + "scaled").addInput(ADDED + "factor").build(),
                node("Add", ADDED + "scaled", ADDED + "input").addInput(ADDED + "offset").build());
    }

    private List<NodeProto> after(boolean unitLength) {
        NodeProto.Builder flat = node("Flatten", ADDED + "output", unitLength ? ADDED + "flat" : EMBEDDING)
                .addAttribute(attribute("axis", 1));
        if (!unitLength) {
            return List.of(flat.build());
        }
        return List.of(
                flat.build(),
                node("LpNormalization", ADDED + "flat", EMBEDDING)
                        .addAttribute(attribute("axis", 1))
                        .addAttribute(attribute("p", 2))
                        .build());
    }

    private static NodeProto.Builder node(String operator, String from, String to) {
        return NodeProto.newBuilder().setOpType(operator).setName(to + "_node").addInput(from).addOutput(to);
    }

    private static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    private static TensorProto constant(String name, float[] perChannel) {
        ByteBuffer raw = ByteBuffer.allocate(perChannel.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(perChannel);
        return TensorProto.newBuilder()
                .setName(name)
                .setDataType(TensorProto.DataType.FLOAT_VALUE)
                .addDims(1)
                .addDims(perChannel.length)
                .addDims(1)
                .addDims(1)
                .setRawData(ByteString.copyFrom(raw))
                .build();
    }

    private static ValueInfoProto value(String name, int type, long... dims) {
        TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type);
        tensor.getShapeBuilder().addDim(Dimension.newBuilder().setDimParam("batch"));
        for (long dim : dims) {
            tensor.getShapeBuilder().addDim(Dimension.newBuilder().setDimValue(dim));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    private static int type(ValueInfoProto value) {
        return value.getType().getTensorType().getElemType();
    }

    private static List<Dimension> dims(ValueInfoProto value) {
        return value.getType().getTensorType().getShape().getDimList();
    }

    private static long size(Dimension dimension) {
        return dimension.hasDimValue() ? dimension.getDimValue() : -1;
    }

    private static List<Object> shape(ValueInfoProto value) {
        return dims(value).stream()
                .map(each -> each.hasDimValue() ? (Object) each.getDimValue() : each.getDimParam())
                .toList();
    }

    /** Whether the graph's own batch is open; one that is fixed cannot be run in batches. */
    public boolean isBatchOpen() {
        return size(dims(input).get(0)) < 0;
    }

    /** Gives two values other names wherever they occur, in the bodies of loops and branches too. */
    private record Renamer(String input, String newInput, String output, String newOutput) {

        NodeProto node(NodeProto node) {
            NodeProto.Builder renamed = node.toBuilder();
            for (int i = 0; i < node.getInputCount(); i++) {
                renamed.setInput(i, name(node.getInput(i)));
            }
            for (int i = 0; i < node.getOutputCount(); i++) {
                renamed.setOutput(i, name(node.getOutput(i)));
            }
            for (int i = 0; i < node.getAttributeCount(); i++) {
                if (node.getAttribute(i).hasG()) {
                    AttributeProto.Builder attribute = node.getAttribute(i).toBuilder();
                    renamed.setAttribute(i, attribute.setG(body(attribute.getG())));
                }
            }
            return renamed.build();
        }

        private GraphProto body(GraphProto graph) {
            GraphProto.Builder renamed = graph.toBuilder();
            for (int i = 0; i < graph.getNodeCount(); i++) {
                renamed.setNode(i, node(graph.getNode(i)));
            }
            return renamed.build();
        }

        private String name(String name) {
            if (name.equals(input)) {
                return newInput;
            }
            return name.equals(output) ? newOutput : name;
        }
    }
}
