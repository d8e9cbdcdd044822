package io.siamese.trainer.export;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;

/**
 * Writes an ONNX graph node by node. Every method adds one node and returns the name of its output, which depends on the
 * order of the calls alone: the same network gives the same bytes.
 */
final class GraphWriter {

    private static final int OPSET = 17;
    private static final int IR_VERSION = 8;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("encoder");
    private int named;

    /** A uint8 input {@code [batch, dims…]}. */
    String bytesInput(String name, long... dims) {
        graph.addInput(Protobufs.batchedValue(name, TensorProto.DataType.UINT8, dims));
        return name;
    }

    String castToFloat(String from) {
        return addNode(newNode("Cast", nextName("cast"), from)
                .addAttribute(Protobufs.attribute("to", TensorProto.DataType.FLOAT_VALUE)));
    }

    String multiply(String from, float factor) {
        return addNode(newNode("Mul", nextName("mul"), from, constant(new float[] {factor})));
    }

    /** @param kernel row-major {@code [out, in, k, k]} as {@code shape} says */
    String conv(String from, float[] kernel, long[] shape, float[] bias, int stride, int padding) {
        NodeProto.Builder node =
                newNode("Conv", nextName("conv"), from, constant(kernel, shape), constant(bias, bias.length));
        node.addAttribute(Protobufs.attribute("kernel_shape", shape[2], shape[3]));
        node.addAttribute(Protobufs.attribute("strides", stride, stride));
        node.addAttribute(Protobufs.attribute("pads", padding, padding, padding, padding));
        return addNode(node);
    }

    String relu(String from) {
        return addNode(newNode("Relu", nextName("relu"), from));
    }

    /** The maximum over 2 × 2, stride 2, rounded down. */
    String maxPool(String from) {
        NodeProto.Builder node = newNode("MaxPool", nextName("pool"), from);
        node.addAttribute(Protobufs.attribute("kernel_shape", 2, 2));
        return addNode(node.addAttribute(Protobufs.attribute("strides", 2, 2)));
    }

    /** The mean over each channel's places: {@code [batch, channels, 1, 1]}. */
    String average(String from) {
        return addNode(newNode("GlobalAveragePool", nextName("average"), from));
    }

    String sum(String one, String other) {
        return addNode(newNode("Add", nextName("add"), one, other));
    }

    String difference(String one, String other) {
        return addNode(newNode("Sub", nextName("sub"), one, other));
    }

    /** Value by value. */
    String product(String one, String other) {
        return addNode(newNode("Mul", nextName("mul"), one, other));
    }

    String add(String from, float number) {
        return addNode(newNode("Add", nextName("add"), from, constant(new float[] {number})));
    }

    String squareRoot(String from) {
        return addNode(newNode("Sqrt", nextName("sqrt"), from));
    }

    /** Along the channels. */
    String concatenate(List<String> parts) {
        return addNode(newNode("Concat", nextName("concat"), parts.toArray(String[]::new))
                .addAttribute(Protobufs.attribute("axis", 1)));
    }

    String flatten(String from) {
        return addNode(newNode("Flatten", nextName("flatten"), from).addAttribute(Protobufs.attribute("axis", 1)));
    }

    /** {@code x Wᵀ + b}; @param weight row-major {@code [out, in]} */
    String affine(String from, float[] weight, long[] shape, float[] bias) {
        NodeProto.Builder node =
                newNode("Gemm", nextName("gemm"), from, constant(weight, shape), constant(bias, bias.length));
        return addNode(node.addAttribute(Protobufs.attribute("transB", 1)));
    }

    /** Adds the nodes that make the rows unit-length, as the output {@code name} of shape {@code [batch, dims…]}. */
    void unitLengthOutput(String from, String name, long... dims) {
        addNode(newNode("LpNormalization", name, from)
                .addAttribute(Protobufs.attribute("axis", 1))
                .addAttribute(Protobufs.attribute("p", 2)));
        graph.addOutput(Protobufs.batchedValue(name, TensorProto.DataType.FLOAT, dims));
    }

    /** Adds a sigmoid as the output {@code name} of shape {@code [batch, dims…]}. */
    void sigmoidOutput(String from, String name, long... dims) {
        addNode(newNode("Sigmoid", name, from));
        graph.addOutput(Protobufs.batchedValue(name, TensorProto.DataType.FLOAT, dims));
    }

    ModelProto buildModel() {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("siamese-trainer")
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph)
                .build();
    }

    private String nextName(String kind) {
        return kind + named++;
    }

    private String addNode(NodeProto.Builder node) {
        graph.addNode(node);
        return node.getOutput(0);
    }

    private static NodeProto.Builder newNode(String operator, String output, String... inputs) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addOutput(output)
                .addAllInput(List.of(inputs));
    }

    private String constant(float[] values, long... dims) {
        TensorProto tensor = Protobufs.constant(nextName("constant"), values, dims);
        graph.addInitializer(tensor);
        return tensor.getName();
    }
}
