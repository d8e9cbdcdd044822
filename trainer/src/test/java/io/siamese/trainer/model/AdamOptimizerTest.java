package io.siamese.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;

class AdamOptimizerTest {

    @Test
    void followsThePaperOverTwoSteps() {
        try (NDManager manager = NDManager.newBaseManager()) {
            // Given
            AdamOptimizer adam = new AdamOptimizer(manager);
            NDArray weight = manager.create(new float[] {1});

            // When
            adam.updateWeight("w", weight, manager.create(new float[] {0.5f}), 0.1, 1);
            adam.updateWeight("w", weight, manager.create(new float[] {-0.25f}), 0.1, 2);

            // Then: step 1 moves by the whole rate; m = 0.09 * 0.5 - 0.1 * 0.25, v = 0.000999 * 0.25 + 0.001 * 0.0625
            double m = (0.9 * 0.1 * 0.5 - 0.1 * 0.25) / (1 - 0.81);
            double v = (0.999 * 0.001 * 0.25 + 0.001 * 0.0625) / (1 - 0.998001);
            assertThat(weight.toFloatArray()[0]).isCloseTo((float) (1 - 0.1 - 0.1 * m / Math.sqrt(v)), within(1e-5f));
        }
    }
}
