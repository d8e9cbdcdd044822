package io.siamese.trainer.koch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KochScheduleTest {

    private static final LayerRates LAYER = new LayerRates(0.01, 0.9, 0.001);
    private final KochSchedule schedule = new KochSchedule(20);

    @ParameterizedTest(name = "epoch {0} learns at {1}")
    @CsvSource({"0, 0.01", "1, 0.0099", "2, 0.009801", "100, 0.00366032"})
    void theRateFallsByOnePercentAnEpoch(int epoch, double expected) {
        assertThat(schedule.rateAt(LAYER, epoch)).isCloseTo(expected, within(1e-8));
    }

    @ParameterizedTest(name = "epoch {0} has momentum {1}")
    @CsvSource({"0, 0.5", "1, 0.52", "10, 0.7", "19, 0.88", "20, 0.9", "200, 0.9"})
    void momentumGrowsInALineToTheLayersOwn(int epoch, double expected) {
        assertThat(schedule.momentumAt(LAYER, epoch)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void aMomentumOfOneIsRefused() {
        assertThatThrownBy(() -> new LayerRates(0.01, 1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 <= momentum < 1");
    }
}
