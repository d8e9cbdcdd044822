package io.siamese.trainer.export;

import io.siamese.trainer.koch.KochNet;
import io.siamese.trainer.koch.RectifiedConvolution;
import io.siamese.trainer.model.DenseLayer;

/**
 * The ONNX graph of one of Koch's twins: input {@code image}, uint8 {@code [batch, 1, size, size]}; output
 * {@code embedding}, float32 {@code [batch, dimension]} in (0, 1), not of unit length. The head is not in it: it is the
 * similarity of the model card.
 */
public final class KochGraph {

    private KochGraph() {}

    /** The model as bytes, without metadata. */
    public static byte[] graphBytes(KochNet net) {
        GraphWriter writer = new GraphWriter();
        int size = net.shape().size();
        String hidden = writer.multiply(writer.castToFloat(writer.bytesInput("image", 1, size, size)), 1f / 255);
        for (RectifiedConvolution each : net.convolutions()) {
            hidden = writer.relu(writer.conv(hidden, each.weight(), each.weightShape(), each.bias(), 1, 0));
            hidden = each.layer().pooled() ? writer.maxPool(hidden) : hidden;
        }
        DenseLayer dense = net.dense();
        String affine = writer.affine(writer.flatten(hidden), dense.weight(), dense.weightShape(), dense.bias());
        writer.sigmoidOutput(affine, "embedding", net.shape().dimension());
        return writer.buildModel().toByteArray();
    }
}
