package io.siamese.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.card.ModelCard;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.vector.Similarity;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Noise of known size, put between a real encoder and the check. */
class GoldenCheckTest {
    private static final int MAX_BATCH = 16;

    private final OnnxEncoder real = open();

    private static OnnxEncoder open() {
        try {
            return OnnxEncoder.open(TinyModel.ink().file(), EncoderSettings.defaults());
        } catch (UnreadableImageException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() {
        real.close();
    }

    @Test
    void measuresWhatTheLargestBatchDoes() {
        assertThat(new GoldenCheck(new Noisy(MAX_BATCH, 0.01f)).measureNoise(MAX_BATCH, null))
                .isCloseTo(0.04f, within(0.01f));
        assertThat(new GoldenCheck(new Noisy(MAX_BATCH + 1, 0.01f)).measureNoise(MAX_BATCH, null))
                .isLessThan(1e-4f);
    }

    @Test
    void measuresHowFarTheReferenceIs() {
        assertThat(new GoldenCheck(real).measureNoise(MAX_BATCH, new Noisy(1, 0.01f)))
                .isCloseTo(0.04f, within(0.01f));
        assertThat(new GoldenCheck(real).measureNoise(MAX_BATCH, real)).isLessThan(1e-4f);
    }

    /** Embeddings grow by a share in batches from a size on: of two such, a similarity grows by twice that. */
    private final class Noisy implements Encoder {
        private final int from;
        private final float share;

        Noisy(int from, float share) {
            this.from = from;
            this.share = share;
        }

        @Override
        public float[][] encode(List<byte[]> preprocessed) {
            float[][] embeddings = real.encode(preprocessed);
            if (preprocessed.size() >= from) {
                for (float[] embedding : embeddings) {
                    for (int i = 0; i < embedding.length; i++) {
                        embedding[i] *= 1 + share;
                    }
                }
            }
            return embeddings;
        }

        @Override
        public String encoderId() {
            return real.encoderId();
        }

        @Override
        public int dimension() {
            return real.dimension();
        }

        @Override
        public ModelCard card() {
            return real.card();
        }

        @Override
        public Preprocessor preprocessor() {
            return real.preprocessor();
        }

        @Override
        public Similarity similarity() {
            return real.similarity();
        }

        @Override
        public float noise() {
            return real.noise();
        }

        @Override
        public void close() {
            // The real one belongs to the test.
        }
    }
}
