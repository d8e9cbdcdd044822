package io.siamese.trainer.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;

/**
 * Turns bytes into what a graph takes as floats: {@code (pixel / 255 − mean) / deviation}.
 *
 * @param mean of each channel, of values in [0, 1]
 * @param deviation of each channel, above 0
 */
public record Scaling(float[] mean, float[] deviation) {

    public Scaling {
        mean = mean.clone();
        deviation = deviation.clone();
    }

    /** As one multiplication and one addition; the constants are added to the graph. */
    List<NodeProto> scalingNodes(String from, String to, GraphProto.Builder graph) {
        int channels = mean.length;
        float[] factor = new float[channels];
        float[] offset = new float[channels];
        for (int i = 0; i < channels; i++) {
            factor[i] = (float) (1 / (255.0 * deviation[i]));
            offset[i] = -mean[i] / deviation[i];
        }
        String added = ForeignGraph.ADDED;
        graph.addInitializer(Protobufs.constant(added + "factor", factor, 1, channels, 1, 1));
        graph.addInitializer(Protobufs.constant(added + "offset", offset, 1, channels, 1, 1));
        return List.of(
                ForeignGraph.newNode("Cast", from, added + "pixels")
                        .addAttribute(Protobufs.attribute("to", TensorProto.DataType.FLOAT_VALUE))
                        .build(),
                ForeignGraph.newNode("Mul", added + "pixels", added + "scaled")
                        .addInput(added + "factor")
                        .build(),
                ForeignGraph.newNode("Add", added + "scaled", to)
                        .addInput(added + "offset")
                        .build());
    }
}
