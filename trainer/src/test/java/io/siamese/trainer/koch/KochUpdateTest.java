package io.siamese.trainer.koch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Against numbers worked by hand. */
class KochUpdateTest {

    private final NDManager manager = Engine.getEngine("PyTorch").newBaseManager(Device.cpu());
    private final KochUpdate update = new KochUpdate(manager);

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void twoStepsOfOneLayer() {
        // Given: η = 0.1, μ = 0.5, λ = 0.25
        NDArray weight = manager.create(new float[] {1, -2});

        // When
        update.updateWeight("w", weight, manager.create(new float[] {0.5f, 0.5f}), 0.1, 0.5, 0.25);
        float[] first = weight.toFloatArray();
        update.updateWeight("w", weight, manager.create(new float[] {-1, 0}), 0.1, 0.5, 0.25);

        // Then: Δ = −0.1 (0.5 + 2 · 0.25 · 1) = −0.1 and −0.1 (0.5 + 2 · 0.25 · −2) = +0.05
        assertThat(first).containsExactly(new float[] {0.9f, -1.95f}, within(1e-6f));
        // Δ = −0.1 (−1 + 0.5 · 0.9) + 0.5 · −0.1 = 0.005 and −0.1 (0 + 0.5 · −1.95) + 0.5 · 0.05 = 0.1225
        assertThat(weight.toFloatArray()).containsExactly(new float[] {0.905f, -1.8275f}, within(1e-6f));
    }

    @Test
    void withoutAGradientThePenaltyPullsBothSignsTowardsZero() {
        // Given: as the paper prints it, 2λ|w|, both would rise
        NDArray weight = manager.create(new float[] {3, -3});

        // When
        update.updateWeight("w", weight, manager.zeros(weight.getShape()), 0.1, 0, 0.5);

        // Then: w (1 − 2ηλ)
        assertThat(weight.toFloatArray()).containsExactly(new float[] {2.7f, -2.7f}, within(1e-6f));
    }

    @Test
    void eachLayerHasItsOwnVelocity() {
        // Given
        NDArray one = manager.create(new float[] {0});
        NDArray other = manager.create(new float[] {0});
        NDArray push = manager.create(new float[] {1});
        NDArray none = manager.create(new float[] {0});

        // When: only the first layer was ever pushed
        update.updateWeight("one", one, push, 0.1, 0.9, 0);
        update.updateWeight("one", one, none, 0.1, 0.9, 0);
        update.updateWeight("other", other, none, 0.1, 0.9, 0);

        // Then: −0.1, then 0.9 of it again
        assertThat(one.toFloatArray()).containsExactly(new float[] {-0.19f}, within(1e-6f));
        assertThat(other.toFloatArray()).containsExactly(0);
    }
}
