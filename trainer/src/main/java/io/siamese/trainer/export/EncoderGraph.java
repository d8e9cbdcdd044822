package io.siamese.trainer.export;

import io.siamese.trainer.model.Architecture;
import io.siamese.trainer.model.ConvNorm;
import io.siamese.trainer.model.DenseLayer;
import io.siamese.trainer.model.EncoderNet;
import io.siamese.trainer.model.ResidualBlock;

/**
 * The ONNX graph of a trained network: input {@code image}, uint8 {@code [batch, channels, size, size]}; output
 * {@code embedding}, float32 {@code [batch, dimension]} of unit length. Pixels are scaled by 1/255 in the graph, and batch
 * normalisation is folded into the convolutions.
 */
public final class EncoderGraph {

    private final GraphWriter writer = new GraphWriter();

    private EncoderGraph() {}

    /** The model as bytes, without metadata. */
    public static byte[] graphBytes(EncoderNet net) {
        EncoderGraph graph = new EncoderGraph();
        graph.writeNetwork(net);
        return graph.writer.buildModel().toByteArray();
    }

    private void writeNetwork(EncoderNet net) {
        Architecture shape = net.architecture();
        String image = writer.bytesInput("image", shape.channels(), shape.size(), shape.size());
        String scaled = writer.multiply(writer.castToFloat(image), 1f / 255);
        String hidden = writer.relu(writeConvolution(scaled, net.stem()));
        for (ResidualBlock block : net.blocks()) {
            hidden = residual(hidden, block);
        }
        DenseLayer last = net.projection();
        String features = writer.flatten(shape.averaged() ? writer.average(hidden) : hidden);
        String projected = writer.affine(features, last.weight(), last.weightShape(), last.bias());
        writer.unitLengthOutput(projected, "embedding", shape.dimension());
    }

    private String residual(String input, ResidualBlock block) {
        String straight = writeConvolution(
                writer.relu(writeConvolution(input, block.firstConvolution())), block.secondConvolution());
        String around = block.shortcut()
                .map(shortcut -> writeConvolution(input, shortcut))
                .orElse(input);
        return writer.relu(writer.sum(straight, around));
    }

    private String writeConvolution(String input, ConvNorm layer) {
        ConvNorm.Folded folded = layer.foldNormalisation();
        return writer.conv(input, folded.kernel(), layer.weightShape(), folded.bias(), layer.stride(), layer.padding());
    }
}
