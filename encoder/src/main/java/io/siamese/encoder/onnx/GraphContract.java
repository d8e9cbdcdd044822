package io.siamese.encoder.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.siamese.encoder.card.ModelCard;
import java.util.Arrays;
import java.util.Map;

/** Checks what a graph must take and give: {@code image} uint8 [batch, C, H, W], {@code embedding} float32 [batch, D]. */
final class GraphContract {
    static final String INPUT = "image";
    static final String OUTPUT = "embedding";
    private static final long DYNAMIC = -1;

    private GraphContract() {}

    /** @throws IllegalArgumentException saying what the graph has instead */
    static void checkGraph(OrtSession session, ModelFile model) {
        ModelCard card = model.card();
        long[] input = {
            DYNAMIC,
            card.preprocessing().channels(),
            card.preprocessing().height(),
            card.preprocessing().width()
        };
        try {
            checkTensor(model, session.getInputInfo(), INPUT, OnnxJavaType.UINT8, input);
            checkTensor(
                    model, session.getOutputInfo(), OUTPUT, OnnxJavaType.FLOAT, new long[] {DYNAMIC, card.dimension()});
        } catch (OrtException e) {
            throw new EncoderException("Encoder " + model.encoderId() + " does not tell its inputs and outputs", e);
        }
    }

    private static void checkTensor(
            ModelFile model, Map<String, NodeInfo> nodes, String name, OnnxJavaType type, long[] shape) {
        NodeInfo node = nodes.get(name);
        boolean fits = nodes.size() == 1
                && node != null
                && node.getInfo() instanceof TensorInfo tensor
                && tensor.type == type
                && Arrays.equals(tensor.getShape(), shape);
        if (!fits) {
            throw new IllegalArgumentException("Encoder " + model.encoderId() + ": the graph must have exactly " + name
                    + " " + type + Arrays.toString(shape) + " by its card, and has " + nodes.values());
        }
    }
}
