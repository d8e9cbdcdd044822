package io.siamese.trainer.koch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KochNetTest {

    @Test
    void everyLayerOfThePaperHasItsShape() {
        // Given
        KochNet net = new KochNet(KochShape.paperShape());

        // When
        Map<String, Shape> outputs = net.layerShapes();

        // Then: figure 4, pooled where the next layer's input is
        assertThat(outputs)
                .containsExactly(
                        Map.entry("conv1", new Shape(1, 64, 48, 48)),
                        Map.entry("conv2", new Shape(1, 128, 21, 21)),
                        Map.entry("conv3", new Shape(1, 128, 9, 9)),
                        Map.entry("conv4", new Shape(1, 256, 6, 6)),
                        Map.entry("dense", new Shape(1, 4096)),
                        Map.entry("head", new Shape(1, 1)));
    }

    @Test
    void thePaperHas38951745ParametersByShapesAlone() {
        // Given
        KochNet net = new KochNet(KochShape.paperShape());

        // When
        net.layerShapes();

        // Then: k² · in · out + out each
        assertThat(net.layers().stream().map(KochNetTest::count))
                .containsExactly(
                        100L * 64 + 64,
                        49L * 64 * 128 + 128,
                        16L * 128 * 128 + 128,
                        16L * 128 * 256 + 256,
                        9216L * 4096 + 4096,
                        4096L + 1);
        assertThat(net.parameterCount()).isEqualTo(38_951_745);
        assertThat(net.getParameters().values()).noneMatch(Parameter::isInitialized);
    }

    @Test
    void theReducedNetworkIsPooledAtEvenSidesAndHas594721Parameters() {
        // Given
        KochNet net = new KochNet(KochShape.reduced());

        // Then
        assertThat(net.layerShapes().values().stream().map(Shape::getShape))
                .contains(new long[] {1, 32, 16, 16}, new long[] {1, 64, 7, 7}, new long[] {1, 64, 3, 3}, new long[] {
                    1, 128, 2, 2
                });
        assertThat(net.parameterCount()).isEqualTo(544 + 18_496 + 16_448 + 32_896 + 525_312 + 1_025);
    }

    @Test
    void whatIsAllocatedHasTheInferredShapes() {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager(Device.cpu())) {
            // Given
            KochNet inferred = new KochNet(KochShape.reduced());
            inferred.layerShapes();
            KochNet net = new KochNet(KochShape.reduced());

            // When
            net.initialize(manager);

            // Then
            assertThat(net.getParameters().values().stream()
                            .map(each -> each.getArray().getShape()))
                    .isEqualTo(inferred.getParameters().values().stream()
                            .map(Parameter::getShape)
                            .toList());
            NDList image = new NDList(manager.zeros(new Shape(3, 1, 35, 35)));
            assertThat(net.forward(new ParameterStore(manager, false), image, false)
                            .singletonOrThrow()
                            .getShape())
                    .isEqualTo(new Shape(3, 1024));
        }
    }

    @Test
    void parametersAreDrawnAsThePaperSays() {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager(Device.cpu())) {
            // Given: the paper's deviations at the reduced size, since the whole network would take 156 MB
            Engine.getEngine("PyTorch").setRandomSeed(5);
            KochShape paper = KochShape.paperShape();
            KochNet net = new KochNet(new KochShape(
                    "small",
                    35,
                    List.of(paper.convolutions().get(0), paper.convolutions().get(3)),
                    300,
                    paper.denseDeviation(),
                    paper.headDeviation()));

            // When
            net.initialize(manager);

            // Then: section 3.2
            normal(net.convolutions().get(0).weight(), 0, 0.01);
            normal(net.convolutions().get(1).weight(), 0, 0.01);
            normal(net.convolutions().get(1).bias(), 0.5, 0.01);
            normal(net.dense().weight(), 0, 0.2);
            normal(net.dense().bias(), 0.5, 0.01);
            normal(net.head().weight(), 0, 0.2);
        }
    }

    @Test
    void theReducedNetworkKeepsTheSpreadOfWhatReachesAUnit() {
        // Given: deviation · √(inputs of a unit), layer by layer
        double[] paper = {0.01 * 10, 0.01 * 7 * 8, 0.01 * Math.sqrt(2048), 0.01 * Math.sqrt(2048)};
        int[] inputs = {16, 9 * 32, 4 * 64, 4 * 64};

        // Then
        for (int i = 0; i < inputs.length; i++) {
            double deviation = KochShape.reduced().convolutions().get(i).deviation();
            assertThat(deviation * Math.sqrt(inputs[i])).isCloseTo(paper[i], within(0.01));
        }
        assertThat(KochShape.reduced().denseDeviation()).isCloseTo(0.2 * Math.sqrt(9216.0 / 512), within(0.01));
        assertThat(KochShape.reduced().headDeviation()).isCloseTo(0.2 * Math.sqrt(4096.0 / 1024), within(0.01));
    }

    /** Mean and deviation within four standard errors. */
    private static void normal(float[] values, double mean, double deviation) {
        double sum = 0;
        double squares = 0;
        for (float value : values) {
            sum += value;
            squares += (value - mean) * (value - mean);
        }
        double error = 4 * deviation / Math.sqrt(values.length);
        assertThat(sum / values.length).isCloseTo(mean, within(error));
        assertThat(Math.sqrt(squares / values.length)).isCloseTo(deviation, within(error));
    }

    private static long count(Block layer) {
        List<Shape> shapes =
                layer.getParameters().values().stream().map(Parameter::getShape).toList();
        return shapes.stream().mapToLong(Shape::size).sum();
    }
}
