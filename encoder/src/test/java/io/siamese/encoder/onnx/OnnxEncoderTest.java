package io.siamese.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import io.siamese.encoder.card.Golden;
import io.siamese.encoder.card.ModelCard;
import io.siamese.encoder.card.Parity;
import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.InkMoments;
import io.siamese.encoder.image.PhotoResize;
import io.siamese.encoder.image.Preprocessing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxEncoderTest {
    private static final EncoderSettings CPU = EncoderSettings.defaults();

    private final TinyModel tiny = TinyModel.ink();

    private static List<byte[]> inputs(Encoder encoder, int n) throws Exception {
        StrokeCharacters characters = new StrokeCharacters(9);
        List<byte[]> inputs = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            inputs.add(encoder.preprocessor().apply(characters.png(i % 13, i)));
        }
        return inputs;
    }

    @ParameterizedTest(name = "a batch of {0} gives what each image gives alone")
    @ValueSource(ints = {1, 2, 7, 8, 9, 33})
    void batchesDoNotChangeAnEmbedding(int n) throws Exception {
        // Given
        try (Encoder encoder = OnnxEncoder.open(tiny.file(), CPU.withMaxBatch(8))) {
            List<byte[]> inputs = inputs(encoder, n);

            // When
            float[][] together = encoder.encode(inputs);

            // Then
            assertThat(together).hasNumberOfRows(n);
            for (int i = 0; i < n; i++) {
                assertThat(together[i]).containsExactly(encoder.encode(List.of(inputs.get(i)))[0], within(1e-5f));
                assertThat(together[i]).containsExactly(tiny.embed(inputs.get(i)), within(1e-5f));
            }
        }
    }

    @Test
    void givesNothingForNothing() throws Exception {
        try (Encoder encoder = OnnxEncoder.open(tiny.file(), CPU)) {
            assertThat(encoder.encode(List.of())).isEmpty();
        }
    }

    @Test
    void measuresNoiseThatIsNeverZero() throws Exception {
        try (Encoder encoder = OnnxEncoder.open(tiny.file(), CPU)) {
            assertThat(encoder.noise()).isBetween(1e-6f, 1e-5f);
        }
    }

    @Test
    void servesManyThreadsAtOnce() throws Exception {
        // Given
        var pool = Executors.newFixedThreadPool(4);
        try (Encoder encoder = OnnxEncoder.open(tiny.file(), CPU)) {
            List<byte[]> inputs = inputs(encoder, 40);
            float[][] expected = encoder.encode(inputs);
            List<Callable<float[][]>> calls = Collections.nCopies(100, () -> encoder.encode(inputs));

            // When
            List<Future<float[][]>> answers = pool.invokeAll(calls);

            // Then
            for (Future<float[][]> answer : answers) {
                assertThat(answer.get()).isDeepEqualTo(expected);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void closesUnderCallsThatGoOn() throws Exception {
        // Given
        var pool = Executors.newFixedThreadPool(2);
        Encoder encoder = OnnxEncoder.open(tiny.file(), CPU);
        List<byte[]> inputs = inputs(encoder, 20);
        Callable<Integer> untilClosed = () -> {
            for (int calls = 0; ; calls++) {
                encoder.encode(inputs);
            }
        };
        List<Future<Integer>> running = List.of(pool.submit(untilClosed), pool.submit(untilClosed));
        encoder.encode(inputs);

        // When
        encoder.close();
        encoder.close();

        // Then
        for (Future<Integer> run : running) {
            assertThatThrownBy(run::get)
                    .hasCauseInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("closed");
        }
        pool.shutdownNow();
    }

    @Test
    void refusesAnImageOfAnotherSize() throws Exception {
        try (Encoder encoder = OnnxEncoder.open(tiny.file(), CPU)) {
            assertThatThrownBy(() -> encoder.encode(List.of(new byte[399])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("400 bytes, not of 399");
        }
    }

    @Test
    void refusesPreprocessingThatIsNotTheOneOfTheGoldens() throws Exception {
        // Given
        ModelCard card = tiny.card();
        InkMoments other = new InkMoments(1, 20, InkMoments.Polarity.DARK_ON_LIGHT, 210, 32, 250, 1, 3700, 381);
        ModelCard changed =
                ModelCard.describing("tiny", other, TinyModel.DIMENSION).withGoldens(card.parity(), card.goldens());

        // When
        ModelFile model = ModelFile.attachCard(tiny.graph().toByteArray(), changed);

        // Then
        assertThatThrownBy(() -> OnnxEncoder.open(model, CPU))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("golden embedding is off by");
    }

    @Test
    void holdsGoldensToTheBound() throws Exception {
        // Given
        ModelCard card = tiny.card();
        float[] embedding = card.goldens().get(0).embedding();
        embedding[3] += 5e-5f;
        List<Golden> shifted = List.of(new Golden(card.goldens().get(0).image(), embedding));
        byte[] graph = tiny.graph().toByteArray();

        // When
        ModelFile strict = ModelFile.attachCard(graph, card.withGoldens(new Parity(0, 3, 4e-5), shifted));
        ModelFile lax = ModelFile.attachCard(graph, card.withGoldens(new Parity(0, 3, 6e-5), shifted));

        // Then
        assertThatThrownBy(() -> OnnxEncoder.open(strict, CPU)).hasMessageContaining("off by");
        OnnxEncoder.open(lax, CPU).close();
    }

    @Test
    void refusesACardWithoutGoldens() {
        ModelFile model = ModelFile.attachCard(
                tiny.graph().toByteArray(), ModelCard.describing("tiny", Preprocessing.ink(20), TinyModel.DIMENSION));

        assertThatThrownBy(() -> OnnxEncoder.open(model, CPU)).hasMessageContaining("no golden images");
    }

    @Test
    void refusesAGraphThatIsNotWhatItsCardSays() {
        ModelFile model = ModelFile.attachCard(
                tiny.graph().toByteArray(),
                ModelCard.describing(
                        "tiny", Preprocessing.photo(1, 21, 20, PhotoResize.Fit.STRETCH), TinyModel.DIMENSION));

        assertThatThrownBy(() -> OnnxEncoder.open(model, CPU))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("image UINT8[-1, 1, 21, 20]");
    }

    @Test
    void refusesAGraphThatTheLibraryCannotRun() throws Exception {
        // Given
        OnnxMl.ModelProto.Builder graph = tiny.graph().toBuilder();
        graph.getGraphBuilder().getNodeBuilder(4).setOpType("Nonsense");

        // When
        ModelFile model = ModelFile.attachCard(graph.build().toByteArray(), tiny.card());

        // Then
        assertThatThrownBy(() -> OnnxEncoder.open(model, CPU))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining(model.encoderId());
    }

    @Test
    void comparesBySimilarityOfTheCard() throws Exception {
        // Given
        ModelCard card = tiny.card();
        ModelCard koch = ModelCard.fromJson(card.toJson()
                .replace(
                        "\"kind\":\"cosine\",\"weights\":[]",
                        "\"kind\":\"weighted-l1\",\"weights\":" + Collections.nCopies(TinyModel.DIMENSION, 2f)));

        // When
        try (Encoder encoder =
                OnnxEncoder.open(ModelFile.attachCard(tiny.graph().toByteArray(), koch), CPU)) {
            float[][] two = encoder.encode(inputs(encoder, 2));

            // Then
            assertThat(encoder.card().similarity().kind()).isEqualTo(SimilaritySpec.WEIGHTED_L1);
            assertThat(encoder.similarity().of(two[0], two[0])).isZero();
            assertThat(encoder.similarity().of(two[0], two[1])).isNegative();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Provider.class,
            names = {"CUDA", "TENSORRT"})
    void saysWhatIsMissingForAGpu(Provider provider) {
        assertThatThrownBy(() -> OnnxEncoder.open(tiny.file(), CPU.withProvider(provider)))
                .isInstanceOf(EncoderException.class)
                .hasMessageContaining(provider.name())
                .hasMessageContaining("onnxruntime_gpu");
    }

    @Test
    void takesTheCpuWhereAutoFindsNoGpu() throws Exception {
        try (OnnxEncoder encoder = OnnxEncoder.open(tiny.file(), CPU.withProvider(Provider.AUTO))) {
            assertThat(encoder.provider()).isEqualTo(Provider.CPU);
            assertThat(encoder.insteadOfGpu())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("onnxruntime_gpu"));
        }
    }

    @Test
    void encodesColourPhotos() throws Exception {
        // Given
        TinyModel photo = new TinyModel(3, Preprocessing.photo(3, 12, 16, PhotoResize.Fit.STRETCH));

        // When
        try (Encoder encoder = OnnxEncoder.open(photo.file(), CPU)) {
            byte[] input = inputs(encoder, 1).get(0);

            // Then
            assertThat(input).hasSize(3 * 12 * 16);
            assertThat(encoder.encode(List.of(input))[0]).containsExactly(photo.embed(input), within(1e-5f));
        }
    }

    @Test
    void refusesAModelThatGivesNoNumbers() throws Exception {
        // Given
        OnnxMl.ModelProto.Builder graph = tiny.graph().toBuilder();
        byte[] weights = graph.getGraph().getInitializer(1).getRawData().toByteArray();
        Arrays.fill(weights, (byte) 0xFF);
        graph.getGraphBuilder().getInitializerBuilder(1).setRawData(ByteString.copyFrom(weights));

        // When
        ModelFile model = ModelFile.attachCard(graph.build().toByteArray(), tiny.card());

        // Then
        assertThatThrownBy(() -> OnnxEncoder.open(model, CPU))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not finite");
    }

    @Test
    void givesNoEmbeddingOfAnImageWithoutOneAndThoseOfItsNeighbours() throws Exception {
        try (Encoder encoder = OnnxEncoder.open(tiny.file(), CPU)) {
            // Given: an input of zeros, whose product with any weights is 0
            byte[] zeros = new byte[20 * 20];
            List<byte[]> inputs = inputs(encoder, 2);

            // When
            float[][] embeddings = encoder.encode(List.of(inputs.get(0), zeros, inputs.get(1)));

            // Then
            assertThat(Encoder.isComparable(embeddings[1])).isFalse();
            assertThat(embeddings[0]).containsExactly(tiny.embed(inputs.get(0)), within(1e-5f));
            assertThat(embeddings[2]).containsExactly(tiny.embed(inputs.get(1)), within(1e-5f));
        }
    }

    @Test
    void givesNoEmbeddingWhereANumberIsNotFinite() throws Exception {
        // Given: the first pixel's weight is too large for a float once it is multiplied
        OnnxMl.ModelProto.Builder graph = tiny.graph().toBuilder();
        byte[] weights = graph.getGraph().getInitializer(1).getRawData().toByteArray();
        ByteBuffer.wrap(weights).order(ByteOrder.LITTLE_ENDIAN).putFloat(0, Float.MAX_VALUE);
        graph.getGraphBuilder().getInitializerBuilder(1).setRawData(ByteString.copyFrom(weights));
        ModelFile model = ModelFile.attachCard(graph.build().toByteArray(), tiny.card());

        try (Encoder encoder = OnnxEncoder.open(model, CPU)) {
            byte[] usual = inputs(encoder, 1).get(0);
            byte[] corner = usual.clone();
            corner[0] = (byte) 255;

            // When
            float[][] embeddings = encoder.encode(List.of(corner, usual));

            // Then: squares of it overflow
            assertThat(Encoder.isComparable(embeddings[0])).isFalse();
            assertThat(Encoder.isComparable(embeddings[1])).isTrue();
        }
    }
}
