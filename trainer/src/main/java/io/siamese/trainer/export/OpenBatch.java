package io.siamese.trainer.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Frees the batch of a graph that was exported with a fixed one: a {@code Reshape} to {@code [batch, …]} with the size
 * written out copies the size of what it is given instead. Whether the graph then does to each image of a batch what it does to one
 * alone has to be seen by running it.
 */
final class OpenBatch {

    private final long fixed;
    private final Map<String, TensorProto> constants = new HashMap<>();
    private int added;

    /** @param fixed the size of a batch that the graph was exported with */
    OpenBatch(long fixed, GraphProto graph) {
        this.fixed = fixed;
        graph.getInitializerList().forEach(each -> constants.put(each.getName(), each));
        for (NodeProto node : graph.getNodeList()) {
            for (AttributeProto attribute : node.getAttributeList()) {
                if (node.getOpType().equals("Constant") && attribute.getName().equals("value")) {
                    constants.put(node.getOutput(0), attribute.getT());
                }
            }
        }
    }

    /** The node as it is, or with a shape of its own, which is added to the graph. */
    NodeProto freeNode(NodeProto node, GraphProto.Builder graph) {
        TensorProto shape =
                node.getOpType().equals("Reshape") && node.getInputCount() > 1 ? constants.get(node.getInput(1)) : null;
        if (shape == null || shape.getDataType() != TensorProto.DataType.INT64_VALUE || copiesNothing(node)) {
            return node;
        }
        long[] dims = readLongs(shape);
        if (dims.length == 0 || dims[0] != fixed) {
            return node;
        }
        TensorProto.Builder open = TensorProto.newBuilder()
                .setName(ForeignGraph.ADDED + "shape_" + added++)
                .setDataType(TensorProto.DataType.INT64_VALUE)
                .addDims(dims.length)
                .addInt64Data(0);
        for (int i = 1; i < dims.length; i++) {
            open.addInt64Data(dims[i]);
        }
        graph.addInitializer(open);
        return node.toBuilder().setInput(1, open.getName()).build();
    }

    /** With {@code allowzero} a 0 is a size, and not that of what is reshaped. */
    private static boolean copiesNothing(NodeProto node) {
        return node.getAttributeList().stream()
                .anyMatch(each -> each.getName().equals("allowzero") && each.getI() != 0);
    }

    private static long[] readLongs(TensorProto tensor) {
        if (tensor.getInt64DataCount() > 0) {
            return tensor.getInt64DataList().stream().mapToLong(Long::longValue).toArray();
        }
        LongBuffer raw = tensor.getRawData()
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer();
        long[] longs = new long[raw.remaining()];
        raw.get(longs);
        return longs;
    }
}
