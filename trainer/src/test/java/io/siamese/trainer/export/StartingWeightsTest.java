package io.siamese.trainer.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.siamese.trainer.model.Architecture;
import io.siamese.trainer.model.CompactTwins;
import io.siamese.trainer.model.EncoderWeights;
import io.siamese.trainer.model.Objective;
import io.siamese.trainer.model.Pooling;
import io.siamese.trainer.model.TwinBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartingWeightsTest {

    private static final int SIZE = 16;
    private static final int IMAGES = 12;

    @ParameterizedTest(name = "last block of {0} channels")
    @ValueSource(ints = {16, 24})
    void aNetworkBeginsWithWhatTheExportedOneComputes(int channels) {
        try (CompactTwins trained = twins(1, 16, 16);
                CompactTwins started = twins(2, 16, channels)) {
            // Given
            trained.trainStep(batch(), 0.01);
            trained.trainStep(batch(), 0.01);
            float[][] expected = trained.engine().embed(images());

            // When
            EncoderWeights weights = WeightsReader.readWeights(EncoderGraph.graphBytes(trained.net()));
            started.startFrom(weights, pixels());

            // Then
            assertSame(started.engine().embed(images()), expected, 1e-4f);
        }
    }

    @Test
    void batchNormalisationBeginsWithTheStatisticsOfTheImages() {
        try (CompactTwins trained = twins(1, 16, 16);
                CompactTwins started = twins(2, 16, 16)) {
            // Given
            trained.trainStep(batch(), 0.01);
            started.startFrom(WeightsReader.readWeights(EncoderGraph.graphBytes(trained.net())), pixels());
            float[][] before = started.engine().embed(images());

            // When: a step at rate 0 changes the running statistics alone
            started.trainStep(batch(), 0);

            // Then: running variances are divided by n - 1
            assertSame(started.engine().embed(images()), before, 2e-3f);
        }
    }

    @Test
    void theMeanOfTwoEncodersLiesBetweenThem() {
        try (CompactTwins first = twins(1, 16, 16);
                CompactTwins second = twins(1, 16, 16)) {
            // Given: a first one, and one that was trained on from it
            second.trainStep(batch(), 0.01);
            EncoderWeights start = WeightsReader.readWeights(EncoderGraph.graphBytes(first.net()));
            EncoderWeights end = WeightsReader.readWeights(EncoderGraph.graphBytes(second.net()));

            // When
            EncoderWeights mean = end.mixWith(start, 0.25);

            // Then
            assertThat(mean.projection().kernel()[3])
                    .isCloseTo(
                            0.25f * start.projection().kernel()[3]
                                    + 0.75f * end.projection().kernel()[3],
                            within(1e-6f));
            assertThat(mean.convolutions().get(1).bias()[0])
                    .isCloseTo(
                            0.25f * start.convolutions().get(1).bias()[0]
                                    + 0.75f * end.convolutions().get(1).bias()[0],
                            within(1e-6f));
            assertThat(end.mixWith(end, 0.5).projection().kernel())
                    .isEqualTo(end.projection().kernel());
        }
    }

    @Test
    void encodersOfOtherLayersHaveNoMean() {
        try (CompactTwins wide = twins(1, 16, 24);
                CompactTwins narrow = twins(2, 16, 16)) {
            // Given
            EncoderWeights first = WeightsReader.readWeights(EncoderGraph.graphBytes(wide.net()));
            EncoderWeights second = WeightsReader.readWeights(EncoderGraph.graphBytes(narrow.net()));

            // Then
            assertThatThrownBy(() -> first.mixWith(second, 0.5))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("layers of shape [24, 16, 3, 3] and [16, 16, 3, 3] have no mean");
        }
    }

    @Test
    void anEncoderOfMoreChannelsIsRefused() {
        try (CompactTwins trained = twins(1, 16, 16);
                CompactTwins narrow = twins(2, 16, 8)) {
            // Given
            EncoderWeights weights = WeightsReader.readWeights(EncoderGraph.graphBytes(trained.net()));

            // Then
            assertThatThrownBy(() -> narrow.startFrom(weights, pixels()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a layer of shape [16, 16, 3, 3] does not fit into one of [8, 16, 3, 3]");
        }
    }

    @Test
    void anEncoderOfAnotherDepthIsRefused() {
        Architecture deep = new Architecture("deep", 1, SIZE, List.of(16, 16, 16), List.of(2, 1), 8);
        try (CompactTwins trained = twins(1, 16, 16);
                CompactTwins deeper = new CompactTwins(deep, Objective.standard(), 2)) {
            // Given
            EncoderWeights weights = WeightsReader.readWeights(EncoderGraph.graphBytes(trained.net()));

            // Then
            assertThatThrownBy(() -> deeper.startFrom(weights, pixels()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the encoder to start from has 4 convolutions, not 6");
        }
    }

    @Test
    void whatIsNoModelIsRefused() {
        assertThatThrownBy(() -> WeightsReader.readWeights(new byte[] {1, 2, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not an ONNX model");
    }

    @Test
    void pooledStatisticsNeedTheSameChannels() {
        try (CompactTwins trained = new CompactTwins(statistics(16), Objective.standard(), 1);
                CompactTwins same = new CompactTwins(statistics(16), Objective.standard(), 2);
                CompactTwins wider = new CompactTwins(statistics(24), Objective.standard(), 2)) {
            // Given
            EncoderWeights weights = WeightsReader.readWeights(EncoderGraph.graphBytes(trained.net()));

            // When
            same.startFrom(weights, pixels());

            // Then
            assertSame(same.engine().embed(images()), trained.engine().embed(images()), 1e-4f);
            assertThatThrownBy(() -> wider.startFrom(weights, pixels()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("takes 64 numbers, not 80");
        }
    }

    private static Architecture statistics(int last) {
        return new Architecture("small", 1, SIZE, List.of(16, last), List.of(2), 8).withPooling(Pooling.STATISTICS);
    }

    private static void assertSame(float[][] actual, float[][] expected, float within) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).containsExactly(expected[i], within(within));
        }
    }

    private static CompactTwins twins(int seed, int... widths) {
        List<Integer> channels = new ArrayList<>();
        for (int width : widths) {
            channels.add(width);
        }
        return new CompactTwins(
                new Architecture("small", 1, SIZE, channels, List.of(2), 8), Objective.standard(), seed);
    }

    private static List<byte[]> images() {
        List<byte[]> images = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            byte[] image = new byte[SIZE * SIZE];
            new Random(i).nextBytes(image);
            images.add(image);
        }
        return images;
    }

    private static byte[] pixels() {
        byte[] pixels = new byte[IMAGES * SIZE * SIZE];
        for (int i = 0; i < IMAGES; i++) {
            System.arraycopy(images().get(i), 0, pixels, i * SIZE * SIZE, SIZE * SIZE);
        }
        return pixels;
    }

    private static TwinBatch batch() {
        int[] classes = new int[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            classes[i] = i;
        }
        return new TwinBatch(pixels(), pixels(), classes);
    }
}
