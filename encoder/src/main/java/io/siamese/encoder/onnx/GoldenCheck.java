package io.siamese.encoder.onnx;

import io.siamese.encoder.card.Golden;
import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.encoder.image.UnreadableImageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Reproduces the golden embeddings of the card end to end, and measures on the same images what batching does to a
 * similarity. Another preprocessing, a broken library or a device that computes differently shows here and nowhere else.
 */
final class GoldenCheck {
    /** Rounding of a dot product of unit vectors, where nothing else differs. */
    private static final float LEAST_NOISE = 1e-6f;

    private static final int BATCH = 8;

    private final Encoder encoder;

    GoldenCheck(Encoder encoder) {
        this.encoder = encoder;
    }

    /**
     * @return twice the largest difference of a similarity between batches of 1 and of 8, at least 1e-6
     * @throws IllegalArgumentException if the card has no golden images, or one comes out otherwise than the card says
     */
    float measureNoise() {
        List<Golden> goldens = encoder.card().goldens();
        if (goldens.isEmpty()) {
            throw new IllegalArgumentException("Encoder " + encoder.encoderId() + ": its card has no golden images");
        }
        List<byte[]> inputs = new ArrayList<>();
        List<float[]> alone = new ArrayList<>();
        for (Golden golden : goldens) {
            byte[] input = preprocess(golden);
            float[] embedding = encoder.encode(List.of(input))[0];
            checkLength(embedding);
            check(golden.embedding(), embedding);
            inputs.add(input);
            alone.add(embedding);
        }
        return Math.max(LEAST_NOISE, 2 * largestDifference(inputs, alone));
    }

    private byte[] preprocess(Golden golden) {
        try {
            return encoder.preprocessor().apply(golden.image());
        } catch (UnreadableImageException e) {
            throw new IllegalArgumentException(
                    "Encoder " + encoder.encoderId() + ": a golden image is not readable: " + e.getMessage(), e);
        }
    }

    /** Galleries compare by the dot product alone. */
    private void checkLength(float[] embedding) {
        float self = encoder.similarity().of(embedding, embedding);
        if (encoder.card().similarity().kind().equals(SimilaritySpec.COSINE) && Math.abs(self - 1) > 1e-3) {
            throw new IllegalArgumentException("Encoder " + encoder.encoderId()
                    + ": similarity is cosine, but an embedding has the squared length " + self);
        }
    }

    private void check(float[] expected, float[] actual) {
        double bound = encoder.card().parity().bound();
        double difference = 0;
        for (int i = 0; i < expected.length; i++) {
            difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
        }
        if (!(difference <= bound)) {
            throw new IllegalArgumentException("Encoder " + encoder.encoderId()
                    + ": a golden embedding is off by " + difference + ", at most " + bound
                    + ": the preprocessing, the library or the device is not what the model was made with");
        }
    }

    private float largestDifference(List<byte[]> inputs, List<float[]> alone) {
        float largest = 0;
        for (int i = 0; i < inputs.size(); i++) {
            float[][] together = encoder.encode(Collections.nCopies(BATCH, inputs.get(i)));
            for (float[] embedding : together) {
                for (float[] other : alone) {
                    float inBatch = encoder.similarity().of(embedding, other);
                    float single = encoder.similarity().of(alone.get(i), other);
                    largest = Math.max(largest, Math.abs(inBatch - single));
                }
            }
        }
        return largest;
    }
}
