package io.siamese.encoder.onnx;

import io.siamese.encoder.card.ModelCard;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.vector.Similarity;
import java.util.List;

/** Turns images into embeddings. Thread-safe. The code that opened it closes it, after which encoding fails. */
public interface Encoder extends AutoCloseable {

    /** 16 hex digits; embeddings of two encoders are compared only if these are equal. */
    String encoderId();

    /** D of the embeddings. */
    int dimension();

    ModelCard card();

    /** From an image file to one element of {@link #encode}'s list. */
    Preprocessor preprocessor();

    /** What compares two embeddings of this encoder. */
    Similarity similarity();

    /**
     * How far the similarity of the same two images may differ between runs (batch sizes, places in a batch, this device
     * and the CPU), measured when the encoder was opened. A decision closer to its threshold than this is not one.
     */
    float noise();

    /**
     * Embeds images. An image whose embedding cannot be compared (a number is not finite, or the length is 0 where the similarity
     * is cosine) has a row of no numbers; the other images of the batch are not touched by it.
     *
     * @param preprocessed n images, each uint8 {@code [channels, height, width]} as {@link #preprocessor} gives them; n may be 0
     * @return float {@code [n][D]} in the order of the list, {@code [0]} for an image that gives nothing to compare; of unit length
     *     where the similarity is cosine
     * @throws IllegalArgumentException if an image has another size
     * @throws EncoderException if the device or the model fails; no image is to blame
     * @throws IllegalStateException after {@link #close}
     */
    float[][] encode(List<byte[]> preprocessed);

    /** Whether a row of {@link #encode} is an embedding. */
    static boolean isComparable(float[] row) {
        return row.length > 0;
    }

    /** Waits for the calls under way and frees the device's memory. */
    @Override
    void close();
}
