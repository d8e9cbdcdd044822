package io.siamese.trainer.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.siamese.trainer.model.EncoderWeights;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the weights out of a graph that {@link EncoderGraph} wrote. */
public final class WeightsReader {

    private final Map<String, TensorProto> constants = new HashMap<>();

    private WeightsReader(GraphProto graph) {
        graph.getInitializerList().forEach(each -> constants.put(each.getName(), each));
    }

    /** @throws IllegalArgumentException if the bytes are no such graph */
    public static EncoderWeights readWeights(byte[] onnx) {
        try {
            GraphProto graph = ModelProto.parseFrom(onnx).getGraph();
            return new WeightsReader(graph).weights(graph);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not an ONNX model: " + e.getMessage(), e);
        }
    }

    private EncoderWeights weights(GraphProto graph) {
        List<EncoderWeights.Layer> convolutions = new ArrayList<>();
        List<EncoderWeights.Layer> dense = new ArrayList<>();
        for (NodeProto node : graph.getNodeList()) {
            switch (node.getOpType()) {
                case "Conv" -> convolutions.add(readLayer(node));
                case "Gemm" -> dense.add(readLayer(node));
                default -> {
                    // Has no weights.
                }
            }
        }
        if (dense.size() != 1) {
            throw new IllegalArgumentException("the graph is not one that this trainer wrote for preset compact: "
                    + dense.size() + " dense layers");
        }
        return new EncoderWeights(convolutions, dense.get(0));
    }

    private EncoderWeights.Layer readLayer(NodeProto node) {
        TensorProto kernel = constant(node, 1);
        long[] shape = kernel.getDimsList().stream().mapToLong(Long::longValue).toArray();
        return new EncoderWeights.Layer(numbers(kernel), shape, numbers(constant(node, 2)));
    }

    private TensorProto constant(NodeProto node, int input) {
        TensorProto constant = node.getInputCount() > input ? constants.get(node.getInput(input)) : null;
        if (constant == null || constant.getDataType() != TensorProto.DataType.FLOAT_VALUE || !constant.hasRawData()) {
            throw new IllegalArgumentException(
                    "the graph is not one that this trainer wrote: " + node.getName() + " has other weights");
        }
        return constant;
    }

    private static float[] numbers(TensorProto tensor) {
        float[] numbers = new float[tensor.getRawData().size() / Float.BYTES];
        tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(numbers);
        return numbers;
    }
}
