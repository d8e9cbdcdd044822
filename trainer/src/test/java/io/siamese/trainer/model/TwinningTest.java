package io.siamese.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What tying is, told by what happens without it. */
class TwinningTest {

    private static final Architecture SMALL = new Architecture("small", 1, 16, List.of(6, 8), List.of(2), 10);
    private static final Objective OBJECTIVE = new Objective(14, 0.1);

    @Test
    void tiedTwinsAreOneBeforeDuringAndAfterTraining() {
        try (CompactTwins twins = twins(Twinning.TIED)) {
            for (int step = 0; step < 3; step++) {
                assertThat(twins.twinDistance()).isZero();
                assertThat(twins.engine().embedBySecond(images()))
                        .isDeepEqualTo(twins.engine().embed(images()));
                twins.trainStep(batch(step), 1e-3);
            }
            assertThat(twins.twinDistance()).isZero();
        }
    }

    @Test
    void untiedTwinsOfEqualStartPartWithTheFirstStep() {
        try (CompactTwins twins = twins(Twinning.UNTIED_EQUAL)) {
            // Given
            assertThat(twins.twinDistance()).isZero();
            assertThat(twins.engine().embedBySecond(images()))
                    .isDeepEqualTo(twins.engine().embed(images()));

            // When
            twins.trainStep(batch(1), 1e-3);

            // Then
            assertThat(twins.twinDistance()).isPositive();
            assertThat(twins.engine().embedBySecond(images()))
                    .isNotEqualTo(twins.engine().embed(images()));
        }
    }

    @Test
    void untiedTwinsOfDifferentStartStayApart() {
        try (CompactTwins twins = twins(Twinning.UNTIED_DIFFERENT)) {
            // Given
            double before = twins.twinDistance();

            // When
            for (int step = 0; step < 20; step++) {
                twins.trainStep(batch(step), 1e-3);
            }

            // Then
            assertThat(twins.twinDistance())
                    .isCloseTo(before, within(0.2 * before))
                    .isGreaterThan(0.5);
        }
    }

    @Test
    void twoEqualCopiesThatShareTheSumOfTheirGradientsStayEqualAndAreTheTiedTwins() {
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager(Device.cpu())) {
            // Given
            EncoderNet tied = net(manager);
            EncoderNet one = net(manager);
            EncoderNet other = net(manager);
            AdamOptimizer adamTied = new AdamOptimizer(manager);
            AdamOptimizer adamOne = new AdamOptimizer(manager);
            AdamOptimizer adamOther = new AdamOptimizer(manager);
            NDArray a = manager.randomUniform(0, 1, new Shape(8, 1, 16, 16));
            NDArray b = manager.randomUniform(0, 1, new Shape(8, 1, 16, 16));

            for (int step = 1; step <= 3; step++) {
                // When
                backward(manager, tied, tied, a, b);
                backward(manager, one, other, a, b);
                for (int i = 0; i < one.getParameters().size(); i++) {
                    if (!one.getParameters().valueAt(i).requiresGradient()) {
                        continue;
                    }
                    NDArray sum = gradient(one, i).add(gradient(other, i));
                    adamTied.updateWeight("" + i, weight(tied, i), gradient(tied, i), 1e-3, step);
                    adamOne.updateWeight("" + i, weight(one, i), sum, 1e-3, step);
                    adamOther.updateWeight("" + i, weight(other, i), sum, 1e-3, step);
                }
                List.of(tied, one, other).forEach(TwinningTest::zero);
            }

            // Then: to the bit among the copies; to the rounding of a sum with the tied ones
            for (int i = 0; i < one.getParameters().size(); i++) {
                if (one.getParameters().valueAt(i).requiresGradient()) {
                    assertThat(weight(other, i).toFloatArray())
                            .containsExactly(weight(one, i).toFloatArray());
                }
            }
            int last = one.getParameters().size() - 2;
            assertThat(weight(one, last).toFloatArray())
                    .containsExactly(weight(tied, last).toFloatArray(), within(1e-4f));
        }
    }

    private static EncoderNet net(NDManager manager) {
        Engine.getEngine("PyTorch").setRandomSeed(3);
        EncoderNet net = new EncoderNet(SMALL);
        net.initialize(manager);
        return net;
    }

    private static void backward(NDManager manager, EncoderNet first, EncoderNet second, NDArray a, NDArray b) {
        ParameterStore store = new ParameterStore(manager, false);
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            collector.backward(new SymmetricSoftmax(14, 0)
                    .computeLoss(
                            first.forward(store, new NDList(a), true).singletonOrThrow(),
                            second.forward(store, new NDList(b), true).singletonOrThrow(),
                            new int[] {0, 1, 2, 3, 4, 5, 6, 7}));
        }
    }

    private static NDArray weight(EncoderNet net, int index) {
        return net.getParameters().valueAt(index).getArray();
    }

    private static NDArray gradient(EncoderNet net, int index) {
        return weight(net, index).getGradient().duplicate();
    }

    private static void zero(EncoderNet net) {
        // A new collector adds to the old gradients.
        net.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .map(each -> each.getArray().getGradient())
                .forEach(each -> each.subi(each));
    }

    private static CompactTwins twins(Twinning twinning) {
        return new CompactTwins(SMALL, OBJECTIVE, twinning, 1);
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
        byte[] image = new byte[256];
        new Random(9).nextBytes(image);
        return List.of(image);
    }
}
