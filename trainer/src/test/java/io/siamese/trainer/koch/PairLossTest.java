package io.siamese.trainer.koch;

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
import io.siamese.trainer.koch.KochShape.Convolution;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The paper's loss by hand, and its gradient through the tied twins. */
class PairLossTest {

    private static final KochShape SMALL = new KochShape(
            "small", 12, List.of(new Convolution(4, 3, true, 0.3), new Convolution(6, 2, false, 0.3)), 8, 0.3, 0.5);

    private final NDManager manager = Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
    private final ParameterStore store = new ParameterStore(manager, false);
    private final KochNet net = new KochNet(SMALL);

    private enum Live {
        BOTH,
        FIRST,
        SECOND
    }

    @BeforeEach
    void draw() {
        Engine.getEngine("PyTorch").setRandomSeed(7);
        net.initialize(manager);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void theLossIsTheMeanCrossEntropyOfThePairs() {
        // Given: logits ln 3, −ln 3, 0, so that p is 3/4, 1/4, 1/2
        float ln3 = (float) Math.log(3);
        NDArray logits = manager.create(new float[] {ln3, -ln3, 0});

        // When
        float loss = new PairLogistic()
                .computeLoss(logits, manager.create(new float[] {1, 1, 0}))
                .getFloat();

        // Then: −ln 3/4 − ln 1/4 − ln 1/2, a third of it
        assertThat(loss).isCloseTo((float) (-Math.log(0.75 * 0.25 * 0.5) / 3), within(1e-6f));
    }

    @Test
    void aPairThatIsSurelyWrongHasAFiniteLoss() {
        // When: p is 1 in float
        float loss = new PairLogistic()
                .computeLoss(manager.create(new float[] {200}), manager.create(new float[] {0}))
                .getFloat();

        // Then
        assertThat(loss).isCloseTo(200, within(1e-3f));
    }

    @Test
    void theLogitIsSymmetric() {
        // Given
        NDArray a = manager.randomUniform(0, 1, new Shape(5, 8));
        NDArray b = manager.randomUniform(0, 1, new Shape(5, 8));

        // When
        float[] straight = net.computeLogits(store, a, b, false).toFloatArray();
        float[] turned = net.computeLogits(store, b, a, false).toFloatArray();

        // Then
        assertThat(turned).containsExactly(straight);
    }

    @Test
    void theTiedGradientOfThePairLossIsTheSumThroughEachTwinAlone() {
        // Given
        NDArray a = manager.randomUniform(0, 1, new Shape(16, 1, 12, 12));
        NDArray b = manager.randomUniform(0, 1, new Shape(16, 1, 12, 12));

        for (Parameter parameter : twinParameters()) {
            // When
            float[] tied = gradient(parameter, a, b, Live.BOTH);
            float[] first = gradient(parameter, a, b, Live.FIRST);
            float[] second = gradient(parameter, a, b, Live.SECOND);

            // Then
            double difference = 0;
            double all = 0;
            for (int i = 0; i < tied.length; i++) {
                difference += Math.pow((double) tied[i] - first[i] - second[i], 2);
                all += (double) tied[i] * tied[i];
                assertThat(Float.isFinite(tied[i])).isTrue();
            }
            assertThat(all).isPositive();
            assertThat(norm(first)).isPositive();
            assertThat(norm(second)).isPositive();
            assertThat(Math.sqrt(difference / all)).as(parameter.getName()).isLessThan(1e-5);
        }
    }

    /** The head is no twin's: it sees both embeddings at once. */
    private List<Parameter> twinParameters() {
        return net.layers().subList(0, net.layers().size() - 1).stream()
                .flatMap(layer -> layer.getParameters().values().stream())
                .toList();
    }

    private float[] gradient(Parameter parameter, NDArray a, NDArray b, Live live) {
        NDArray same = manager.create(new float[] {1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0});
        try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray first = net.forward(store, new NDList(a), true).singletonOrThrow();
            NDArray second = net.forward(store, new NDList(b), true).singletonOrThrow();
            NDArray logits = net.computeLogits(
                    store,
                    live == Live.SECOND ? first.stopGradient() : first,
                    live == Live.FIRST ? second.stopGradient() : second,
                    true);
            collector.backward(new PairLogistic().computeLoss(logits, same));
        }
        float[] gradient = parameter.getArray().getGradient().toFloatArray();
        // A new collector adds to the old gradients.
        net.getParameters().values().forEach(each -> {
            NDArray old = each.getArray().getGradient();
            old.subi(old);
        });
        return gradient;
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
