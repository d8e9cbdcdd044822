package io.siamese.trainer.export;

import io.siamese.trainer.model.Architecture;
import io.siamese.trainer.model.ConvNorm;
import io.siamese.trainer.model.DenseLayer;
import io.siamese.trainer.model.EncoderNet;
import io.siamese.trainer.model.MapStatistics;
import io.siamese.trainer.model.Pooling;
import io.siamese.trainer.model.ResidualBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
        List<String> maps = new ArrayList<>();
        maps.add(writer.relu(writeConvolution(scaled, net.stem())));
        for (ResidualBlock block : net.blocks()) {
            maps.add(residual(maps.get(maps.size() - 1), block));
        }
        DenseLayer last = net.projection();
        String features = writer.flatten(pool(shape.pooling(), maps));
        String projected = writer.affine(features, last.weight(), last.weightShape(), last.bias());
        writer.unitLengthOutput(projected, "embedding", shape.dimension());
    }

    private String pool(Pooling pooling, List<String> maps) {
        String last = maps.get(maps.size() - 1);
        return switch (pooling) {
            case FLAT -> last;
            case AVERAGE -> writer.average(last);
            case STATISTICS ->
                writer.concatenate(maps.stream().flatMap(this::statistics).toList());
        };
    }

    /** As {@link MapStatistics} computes them: the means, then the deviations. */
    private Stream<String> statistics(String map) {
        String mean = writer.average(map);
        String variance = writer.difference(writer.average(writer.product(map, map)), writer.product(mean, mean));
        return Stream.of(mean, writer.squareRoot(writer.add(writer.relu(variance), MapStatistics.EPSILON)));
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
