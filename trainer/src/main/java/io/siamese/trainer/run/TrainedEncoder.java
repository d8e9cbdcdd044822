package io.siamese.trainer.run;

import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.trainer.trials.Scorer;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A network after training, with all that a model file needs of it.
 *
 * @param embed images of uint8 {@code [channels, size, size]} to embeddings
 * @param onnx its graph
 * @param similarity as the card says it
 * @param scorer the same, for measuring
 */
public record TrainedEncoder(
        Function<List<byte[]>, float[][]> embed, Supplier<byte[]> onnx, SimilaritySpec similarity, Scorer scorer) {}
