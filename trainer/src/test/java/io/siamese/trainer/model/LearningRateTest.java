package io.siamese.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LearningRateTest {

    private final LearningRate schedule = new LearningRate(2e-3, 1000, 0.03);

    @ParameterizedTest(name = "step {0} trains at {1}")
    @CsvSource({"0, 0.0000666667", "14, 0.001", "29, 0.002", "30, 0.002", "515, 0.001", "1000, 0"})
    void warmsUpInALineAndFallsAlongACosine(int step, double expected) {
        assertThat(schedule.rateAt(step)).isCloseTo(expected, within(1e-9));
    }

    @Test
    void neverRisesAfterTheWarmUp() {
        for (int step = 30; step < 1000; step++) {
            assertThat(schedule.rateAt(step + 1)).isLessThan(schedule.rateAt(step));
        }
    }

    @Test
    void aRunWithoutStepsIsRefused() {
        assertThatThrownBy(() -> new LearningRate(2e-3, 0, 0.03))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("steps: at least 1, got 0");
    }
}
