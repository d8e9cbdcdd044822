package io.siamese.encoder.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PanelKernelTest {
    private static final int WIDTH = PanelKernel.WIDTH;
    private static final float NAN = Float.NaN;

    /** Each kernel that runs here, with both similarities, at dimensions and numbers of probes that leave remainders. */
    static Stream<Arguments> everything() {
        return Stream.of(1, 7, 127, 128, 130)
                .flatMap(d -> Stream.of(1, 5, 6, 7, 63, 64, 65)
                        .flatMap(n ->
                                kernels(d).map(kernel -> Arguments.of(kernel.name(), name(kernel), d, n, kernel))));
    }

    static Stream<Arguments> kernelsOfTwoDimensions() {
        return kernels(2).map(kernel -> Arguments.of(kernel.name(), name(kernel), kernel));
    }

    private static Stream<PanelKernel> kernels(int dimension) {
        Function<Similarity, Stream<PanelKernel>> both =
                similarity -> Stream.of(new ScalarPanelKernel(similarity), PanelKernels.choose(similarity));
        return Stream.of(Similarity.cosine(), Similarity.weightedL1(numbers(dimension, 3), 0.5f))
                .flatMap(both);
    }

    private static String name(PanelKernel kernel) {
        return kernel.similarity().getClass().getSimpleName();
    }

    @ParameterizedTest(name = "{0} {1}, {2} dimensions, {3} probes")
    @MethodSource("everything")
    void comparesEveryProbeWithEveryTemplate(
            String name, String similarity, int dimension, int count, PanelKernel kernel) {
        // Given
        List<float[]> probes = many(dimension, count, 100);
        List<float[]> templates = many(dimension, WIDTH, 500);
        ProbeBlock block = new ProbeBlock(dimension, probes);
        PanelSimilarities result = block.similarities();

        // When
        kernel.compare(block, panel(dimension, templates), result);

        // Then
        for (int p = 0; p < count; p++) {
            for (int t = 0; t < WIDTH; t++) {
                float expected = kernel.similarity().of(probes.get(p), templates.get(t));
                assertThat(result.of(p, t)).isCloseTo(expected, within(1e-5f));
            }
        }
    }

    @ParameterizedTest(name = "{0} {1}, {2} dimensions, {3} probes")
    @MethodSource("everything")
    void givesAProbeTheSameBitsAloneAndInABlock(
            String name, String similarity, int dimension, int count, PanelKernel kernel) {
        // Given
        List<float[]> probes = many(dimension, count, 100);
        float[] panel = panel(dimension, many(dimension, WIDTH, 500));
        ProbeBlock together = new ProbeBlock(dimension, probes);
        ProbeBlock alone = new ProbeBlock(dimension, List.of(probes.get(count - 1)));
        PanelSimilarities ofAll = together.similarities();
        PanelSimilarities ofOne = alone.similarities();

        // When
        kernel.compare(together, panel, ofAll);
        kernel.compare(alone, panel, ofOne);

        // Then
        for (int t = 0; t < WIDTH; t++) {
            assertThat(ofOne.of(0, t)).isEqualTo(ofAll.of(count - 1, t));
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("kernelsOfTwoDimensions")
    void saysWhoseFloorIsReachedAtItAndNotBelow(String name, String similarity, PanelKernel kernel) {
        // Given
        List<float[]> probes = many(2, 7, 1);
        ProbeBlock block = new ProbeBlock(2, probes);
        PanelSimilarities result = block.similarities();
        float[] panel = panel(2, many(2, WIDTH, 20));
        kernel.compare(block, panel, result);
        float best = (float) IntStream.range(0, WIDTH)
                .mapToDouble(t -> result.of(6, t))
                .max()
                .orElseThrow();

        // When
        result.setFloor(5, Float.POSITIVE_INFINITY);
        result.setFloor(6, best);
        kernel.compare(block, panel, result);

        // Then
        assertThat(result.reached(4)).isTrue();
        assertThat(result.reached(5)).isFalse();
        assertThat(result.reached(6)).isTrue();
        result.setFloor(6, Math.nextUp(best));
        kernel.compare(block, panel, result);
        assertThat(result.reached(6)).isFalse();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("kernelsOfTwoDimensions")
    void countsWhatIsNotANumberAsReached(String name, String similarity, PanelKernel kernel) {
        // Given
        ProbeBlock block = new ProbeBlock(2, List.of(new float[] {NAN, 1}));
        PanelSimilarities result = block.similarities();
        result.setFloor(0, 1000);

        // When
        kernel.compare(block, panel(2, many(2, WIDTH, 20)), result);

        // Then
        assertThat(result.of(0, 63)).isNaN();
        assertThat(result.reached(0)).isTrue();
    }

    @Test
    void refusesAProbeOfAnotherDimension() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProbeBlock(3, List.of(new float[3], new float[4])))
                .withMessageContaining("4 numbers where 3 are expected");
    }

    private static float[] panel(int dimension, List<float[]> templates) {
        float[] panel = new float[dimension * WIDTH];
        for (int t = 0; t < WIDTH; t++) {
            for (int i = 0; i < dimension; i++) {
                panel[i * WIDTH + t] = templates.get(t)[i];
            }
        }
        return panel;
    }

    private static List<float[]> many(int dimension, int count, long seed) {
        List<float[]> many = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            many.add(numbers(dimension, seed + i));
        }
        return many;
    }

    private static float[] numbers(int dimension, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] numbers = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            numbers[i] = (float) (random.nextDouble() - 0.5);
        }
        return numbers;
    }
}
