package io.siamese.trainer.run;

import io.siamese.encoder.card.SimilaritySpec;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A network after training, with all that a model file needs of it.
 *
 * @param embed images of uint8 {@code [channels, size, size]} to embeddings
 * @param onnx its graph
 * @param similarity as the card says it
 */
public record TrainedEncoder(
        Function<List<byte[]>, float[][]> embed, Supplier<byte[]> onnx, SimilaritySpec similarity) {}
