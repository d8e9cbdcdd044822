package io.siamese.encoder.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.card.ModelCard;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.DecodedImage;
import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.PhotoResize;
import io.siamese.encoder.image.PictureRegion;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.encoder.image.Preprocessor;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import io.siamese.encoder.vector.Similarity;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class OcclusionMapTest {
    private static final int SIDE = 20;

    @Test
    void losesSimilarityWhereTheImagesAgreeAndGainsItWhereTheyDiffer() {
        // Given an encoder that looks at the left and the right half alone, and images that agree on the left
        HalvesEncoder encoder = new HalvesEncoder();
        byte[] input = input(200, 200);
        float[] other = {1, 0};

        // When
        OcclusionMap map = OcclusionMap.compute(encoder, input, other);

        // Then
        assertThat(map.width()).isEqualTo(SIDE);
        assertThat(map.height()).isEqualTo(SIDE);
        assertThat(map.similarity()).isCloseTo((float) Math.sqrt(0.5), within(1e-5f));
        assertThat(map.loss(5, 10)).isPositive();
        assertThat(map.loss(14, 10)).isNegative();
        assertThat(map.greatest()).isGreaterThanOrEqualTo(Math.abs(map.loss(14, 10)));
    }

    @Test
    void findsNothingWhereAllPlacesAreAsLightAsTheCover() {
        // Given
        HalvesEncoder encoder = new HalvesEncoder();
        byte[] input = new byte[SIDE * SIDE];
        Arrays.fill(input, (byte) 200);

        // When
        OcclusionMap map = OcclusionMap.compute(encoder, input, new float[] {1, 0});

        // Then
        assertThat(map.greatest()).isZero();
    }

    @Test
    void coversEachPixelAndLeavesTheInputAsItIs() {
        // Given a single light pixel in each corner in turn
        HalvesEncoder encoder = new HalvesEncoder();
        for (int corner : new int[] {SIDE + 1, 2 * SIDE - 2, SIDE * (SIDE - 2) + 1, SIDE * (SIDE - 1) - 2}) {
            byte[] input = new byte[SIDE * SIDE];
            input[SIDE * 10 + 5] = 40;
            input[SIDE * 10 + 15] = 40;
            input[corner] = 100;
            byte[] before = input.clone();

            // When
            OcclusionMap map = OcclusionMap.compute(encoder, input, new float[] {1, 0});

            // Then
            assertThat(map.loss(corner % SIDE, corner / SIDE)).isNotZero();
            assertThat(input).isEqualTo(before);
        }
    }

    @Test
    void refusesAnInputThatGivesNothingToCompare() {
        // Given
        byte[] nothing = new byte[SIDE * SIDE];

        // When // Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OcclusionMap.compute(new HalvesEncoder(), nothing, new float[] {1, 0}))
                .withMessageContaining("no embedding");
    }

    @Test
    void explainsTheBundledEncoderByTheStrokesAndNotByTheGround() throws Exception {
        // Given two drawings of one character
        StrokeCharacters drawn = new StrokeCharacters(7);
        try (Encoder encoder = OnnxEncoder.open(ModelFile.bundled(), EncoderSettings.defaults())) {
            byte[] input = encoder.preprocessor().apply(drawn.png(3, 0));
            byte[] again = encoder.preprocessor().apply(drawn.png(3, 1));
            float[][] embeddings = encoder.encode(List.of(input, again));

            // When
            OcclusionMap map = OcclusionMap.compute(encoder, input, embeddings[1]);

            // Then
            assertThat(map.similarity())
                    .isCloseTo(encoder.similarity().of(embeddings[0], embeddings[1]), within(1e-5f));
            assertThat(map.loss(0, 0)).isCloseTo(0, within(0.05f));
            assertThat(map.greatest()).isGreaterThan(0.05f);
        }
    }

    private static byte[] input(int left, int right) {
        byte[] input = new byte[SIDE * SIDE];
        for (int y = 2; y < SIDE - 2; y++) {
            for (int x = 2; x < SIDE - 2; x++) {
                input[y * SIDE + x] = (byte) (x < SIDE / 2 ? left : right);
            }
        }
        return input;
    }

    /** Embeds the light of the left and of the right half, as a vector of unit length. */
    private static final class HalvesEncoder implements Encoder {
        private final Preprocessing preprocessing = Preprocessing.photo(1, SIDE, SIDE, PhotoResize.Fit.STRETCH);

        @Override
        public float[][] encode(List<byte[]> preprocessed) {
            return preprocessed.stream().map(HalvesEncoder::embed).toArray(float[][]::new);
        }

        private static float[] embed(byte[] input) {
            float[] halves = new float[2];
            for (int i = 0; i < input.length; i++) {
                halves[i % SIDE < SIDE / 2 ? 0 : 1] += input[i] & 0xFF;
            }
            float length = (float) Math.hypot(halves[0], halves[1]);
            return length == 0 ? new float[0] : new float[] {halves[0] / length, halves[1] / length};
        }

        @Override
        public Preprocessor preprocessor() {
            return new OfSize(preprocessing);
        }

        @Override
        public Similarity similarity() {
            return Similarity.cosine();
        }

        @Override
        public String encoderId() {
            return "halves";
        }

        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public ModelCard card() {
            return ModelCard.describing("halves", preprocessing, 2);
        }

        @Override
        public float noise() {
            return 0;
        }

        @Override
        public void close() {}
    }

    /** Knows its size alone, because the inputs of these tests are made by hand. */
    private record OfSize(Preprocessing preprocessing) implements Preprocessor {
        @Override
        public int channels() {
            return preprocessing.channels();
        }

        @Override
        public int height() {
            return preprocessing.height();
        }

        @Override
        public int width() {
            return preprocessing.width();
        }

        @Override
        public long estimateWork(byte[] encodedImage) {
            throw new UnsupportedOperationException();
        }

        @Override
        public DecodedImage decode(byte[] encodedImage) {
            throw new UnsupportedOperationException();
        }

        @Override
        public DecodedImage decode(byte[] encodedImage, PictureRegion region) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] apply(DecodedImage image) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] apply(GrayImage image) {
            throw new UnsupportedOperationException();
        }
    }
}
