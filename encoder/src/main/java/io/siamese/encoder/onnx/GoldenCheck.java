package io.siamese.encoder.onnx;

import io.siamese.encoder.card.Golden;
import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.encoder.image.UnreadableImageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reproduces the golden embeddings of the card end to end, and measures on the same images what batching and the device do
 * to a similarity. Another preprocessing, a broken library or a device that computes differently shows here and nowhere else.
 */
final class GoldenCheck {
    /** Rounding of a dot product of unit vectors, where nothing else differs. */
    private static final float LEAST_NOISE = 1e-6f;

    private static final int SMALL_BATCH = 8;

    private final Encoder encoder;

    GoldenCheck(Encoder encoder) {
        this.encoder = encoder;
    }

    /**
     * Compares every golden with every other: alone and in a batch, on this provider and on the reference's.
     *
     * @param maxBatch the largest batch in use: one place in it is as good as another, but not one size
     * @param reference the same encoder on the CPU; null where this one runs there
     * @return twice the largest difference of a similarity, at least 1e-6
     * @throws IllegalArgumentException if the card has no golden images, or one comes out otherwise than the card says
     */
    float measureNoise(int maxBatch, @Nullable Encoder reference) {
        List<Golden> goldens = encoder.card().goldens();
        if (goldens.isEmpty()) {
            throw new IllegalArgumentException("Encoder " + encoder.encoderId() + ": its card has no golden images");
        }
        List<byte[]> inputs = new ArrayList<>();
        List<float[]> alone = new ArrayList<>();
        for (Golden golden : goldens) {
            byte[] input = preprocess(golden);
            float[] embedding = encoder.encode(List.of(input))[0];
            if (!Encoder.isComparable(embedding)) {
                throw new IllegalArgumentException("Encoder " + encoder.encoderId()
                        + ": the embedding of a golden image is not finite, or has the length 0");
            }
            checkLength(embedding);
            checkEmbedding(golden.embedding(), embedding);
            inputs.add(input);
            alone.add(embedding);
        }
        List<List<float[]>> otherwise = new ArrayList<>();
        for (byte[] input : inputs) {
            otherwise.add(otherwise(input, maxBatch, reference));
        }
        return Math.max(LEAST_NOISE, 2 * largestDifference(alone, otherwise));
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

    private void checkEmbedding(float[] expected, float[] actual) {
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

    /** The embeddings of one image in batches, and on the reference. */
    private List<float[]> otherwise(byte[] input, int maxBatch, @Nullable Encoder reference) {
        List<float[]> embeddings = new ArrayList<>();
        for (int size : new int[] {SMALL_BATCH, maxBatch}) {
            embeddings.addAll(List.of(encoder.encode(Collections.nCopies(size, input))));
        }
        if (reference != null) {
            embeddings.addAll(List.of(reference.encode(List.of(input))));
        }
        return embeddings;
    }

    /** One side computed otherwise, or both: a probe and a template need not come from the same batch or device. */
    private float largestDifference(List<float[]> alone, List<List<float[]>> otherwise) {
        float largest = 0;
        for (int i = 0; i < alone.size(); i++) {
            for (int j = 0; j < alone.size(); j++) {
                float usual = encoder.similarity().of(alone.get(i), alone.get(j));
                for (int way = 0; way < otherwise.get(i).size(); way++) {
                    float[] probe = otherwise.get(i).get(way);
                    float one = encoder.similarity().of(probe, alone.get(j));
                    float both = encoder.similarity().of(probe, otherwise.get(j).get(way));
                    largest = Math.max(largest, Math.max(Math.abs(one - usual), Math.abs(both - usual)));
                }
            }
        }
        return largest;
    }
}
