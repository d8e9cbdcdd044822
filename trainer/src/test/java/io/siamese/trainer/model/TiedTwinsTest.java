package io.siamese.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

class TiedTwinsTest {

    private static final Architecture SMALL = new Architecture("small", 1, 16, List.of(6, 8), List.of(2), 10);

    private enum Live {
        BOTH,
        FIRST,
        SECOND
    }

    @Test
    void theTiedGradientIsTheSumThroughEachTwinAlone() {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager(Device.cpu())) {
            // Given
            Engine.getEngine("PyTorch").setRandomSeed(3);
            EncoderNet net = new EncoderNet(SMALL);
            net.initialize(manager);
            NDArray a = manager.randomUniform(0, 1, new Shape(12, 1, 16, 16));
            NDArray b = manager.randomUniform(0, 1, new Shape(12, 1, 16, 16));

            // When
            double[] tied = gradient(manager, net, a, b, Live.BOTH);
            double[] first = gradient(manager, net, a, b, Live.FIRST);
            double[] second = gradient(manager, net, a, b, Live.SECOND);

            // Then
            double difference = norm(tied, first, second, (t, f, s) -> t - f - s);
            assertThat(difference / norm(tied, first, second, (t, f, s) -> t)).isLessThan(1e-6);
            assertThat(norm(tied, first, second, (t, f, s) -> f)).isGreaterThan(1e-3);
            assertThat(norm(tied, first, second, (t, f, s) -> s)).isGreaterThan(1e-3);
        }
    }

    private static double[] gradient(NDManager manager, EncoderNet net, NDArray a, NDArray b, Live live) {
        ParameterStore store = new ParameterStore(manager, false);
        BinaryOperator<NDArray> loss = (x, y) -> new SymmetricSoftmax(14, 0).computeLoss(x, y, classes());
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray first = net.forward(store, new NDList(a), true).singletonOrThrow();
            NDArray second = net.forward(store, new NDList(b), true).singletonOrThrow();
            collector.backward(loss.apply(
                    live == Live.SECOND ? first.stopGradient() : first,
                    live == Live.FIRST ? second.stopGradient() : second));
        }
        return drain(net);
    }

    private static int[] classes() {
        return new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
    }

    /** All gradients in one row, and zeroed: a new collector adds to the old ones. */
    private static double[] drain(EncoderNet net) {
        List<Double> all = new ArrayList<>();
        net.getParameters().values().stream()
                .filter(parameter -> parameter.requiresGradient())
                .forEach(parameter -> {
                    NDArray gradient = parameter.getArray().getGradient();
                    for (float value : gradient.toFloatArray()) {
                        all.add((double) value);
                    }
                    gradient.subi(gradient);
                });
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private interface Term {
        double of(double tied, double first, double second);
    }

    private static double norm(double[] tied, double[] first, double[] second, Term term) {
        double sum = 0;
        for (int i = 0; i < tied.length; i++) {
            double value = term.of(tied[i], first[i], second[i]);
            sum += value * value;
        }
        return Math.sqrt(sum);
    }
}
