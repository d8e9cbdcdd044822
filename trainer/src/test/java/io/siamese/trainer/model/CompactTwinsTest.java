package io.siamese.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.nn.Parameter;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CompactTwinsTest {

    private static final Architecture SMALL = new Architecture("small", 1, 16, List.of(6, 8), List.of(2), 10);
    private static final Objective OBJECTIVE = new Objective(14, 0.1);

    @Test
    void twoRunsOfOneSeedAgreeToTheBit() {
        try (CompactTwins one = twins(1);
                CompactTwins other = twins(1)) {
            // When
            List<Double> losses = List.of(one.trainStep(batch(1), 1e-3), one.trainStep(batch(2), 1e-3));
            List<Double> again = List.of(other.trainStep(batch(1), 1e-3), other.trainStep(batch(2), 1e-3));

            // Then
            assertThat(again).isEqualTo(losses);
        }
    }

    @Test
    void aResumedRunGoesOnAsIfNeverInterrupted() {
        try (CompactTwins whole = twins(1);
                CompactTwins resumed = twins(2)) {
            // Given
            whole.trainStep(batch(1), 1e-3);
            resumed.engine().restore(whole.engine().saveState(), whole.engine().steps());

            // When
            double expected = whole.trainStep(batch(2), 1e-3) + whole.trainStep(batch(3), 1e-3);
            double actual = resumed.trainStep(batch(2), 1e-3) + resumed.trainStep(batch(3), 1e-3);

            // Then
            assertThat(actual).isEqualTo(expected);
            assertThat(resumed.engine().embed(images()))
                    .isDeepEqualTo(whole.engine().embed(images()));
        }
    }

    @Test
    void aStepWhoseGradientIsFarLongerThanThoseBeforeChangesNoWeight() {
        try (CompactTwins twins = twins(1)) {
            // Given
            IntStream.range(0, 60).forEach(step -> trainStep(twins, 1));
            List<float[]> before = trained(twins);

            // When
            trainStep(twins, 1e4f);

            // Then
            assertThat(trained(twins)).usingRecursiveComparison().isEqualTo(before);
            assertThat(twins.engine().refusedSteps()).isEqualTo(1);
            assertThat(twins.engine().steps()).isEqualTo(61);

            // When
            trainStep(twins, 1);

            // Then: nothing of the refused gradient is left
            assertThat(trained(twins)).usingRecursiveComparison().isNotEqualTo(before);
            assertThat(trained(twins).get(0)[0]).isCloseTo(before.get(0)[0], within(1e-2f));
        }
    }

    private static void trainStep(CompactTwins twins, float factor) {
        twins.engine()
                .trainStep(
                        batch(1).viewA(),
                        batch(1).viewB(),
                        (scope, a, b) -> OBJECTIVE
                                .function()
                                .computeLoss(a, b, batch(1).labels())
                                .mul(factor),
                        (name, parameter, gradient, step) ->
                                parameter.getArray().subi(gradient.mul(1e-3f)));
    }

    private static List<float[]> trained(CompactTwins twins) {
        return twins.net().getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .map(parameter -> parameter.getArray().toFloatArray())
                .toList();
    }

    @Test
    void embeddingsHaveUnitLengthAndDoNotDependOnTheirBatch() {
        try (CompactTwins twins = twins(1)) {
            // Given
            twins.trainStep(batch(1), 1e-3);

            // When
            float[][] together = twins.engine().embed(images());
            float[] alone = twins.engine().embed(images().subList(1, 2))[0];

            // Then
            double square = 0;
            for (int i = 0; i < alone.length; i++) {
                assertThat(together[1][i]).isCloseTo(alone[i], within(1e-6f));
                square += alone[i] * alone[i];
            }
            assertThat(square).isCloseTo(1, org.assertj.core.api.Assertions.within(1e-5));
        }
    }

    @Test
    void embeddingsAreMappedBeforeTheyAreBroughtToUnitLength() {
        try (CompactTwins twins = twins(1)) {
            // Given
            twins.trainStep(batch(1), 1e-3);
            float[][] before = twins.engine().embed(images());
            double[] map = new Random(3).doubles(100, -1, 1).toArray();

            // When
            twins.mapEmbeddings(map);

            // Then
            float[][] after = twins.engine().embed(images());
            for (int image = 0; image < before.length; image++) {
                assertThat(after[image]).containsExactly(unitLength(map, before[image]), within(1e-5f));
                assertThat(after[image]).isNotEqualTo(before[image]);
            }
        }
    }

    private static float[] unitLength(double[] map, float[] embedding) {
        double[] mapped = new double[embedding.length];
        double square = 0;
        for (int to = 0; to < mapped.length; to++) {
            for (int from = 0; from < mapped.length; from++) {
                mapped[to] += map[to * mapped.length + from] * embedding[from];
            }
            square += mapped[to] * mapped[to];
        }
        float[] unit = new float[mapped.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (mapped[i] / Math.sqrt(square));
        }
        return unit;
    }

    @Test
    void theStateOfAnotherArchitectureIsRefused() {
        Architecture wider = new Architecture("small", 1, 16, List.of(6, 9), List.of(2), 10);
        try (CompactTwins one = twins(1);
                CompactTwins other = new CompactTwins(wider, OBJECTIVE, 1)) {
            byte[] state = one.engine().saveState();
            assertThatThrownBy(() -> other.engine().restore(state, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the saved state has no net.");
        }
    }

    private static CompactTwins twins(int seed) {
        return new CompactTwins(SMALL, OBJECTIVE, seed);
    }

    private static TwinBatch batch(int seed) {
        Random random = new Random(seed);
        byte[] a = new byte[8 * 256];
        byte[] b = new byte[8 * 256];
        random.nextBytes(a);
        random.nextBytes(b);
        return new TwinBatch(a, b, new int[] {0, 2, 4, 6, 8, 10, 12, 14});
    }

    private static List<byte[]> images() {
        Random random = new Random(9);
        byte[] one = new byte[256];
        byte[] other = new byte[256];
        random.nextBytes(one);
        random.nextBytes(other);
        return List.of(one, other);
    }
}
