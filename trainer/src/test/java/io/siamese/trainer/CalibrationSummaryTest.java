package io.siamese.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FmrPoint;
import io.siamese.encoder.card.Logistic;
import java.util.List;
import org.junit.jupiter.api.Test;

class CalibrationSummaryTest {

    @Test
    void warnsThatNoServiceStartsWithACalibrationThatSupportsNothing() {
        // When
        CalibrationSummary nothing = new CalibrationSummary(calibration(List.of()));

        // Then
        assertThat(nothing.warning())
                .hasValueSatisfying(warning ->
                        assertThat(warning).contains("no error rate is supported", "calibrate", "policy.threshold"));
    }

    @Test
    void doesNotWarnWhereARateIsSupported() {
        // When
        CalibrationSummary one =
                new CalibrationSummary(calibration(List.of(new FmrPoint("BEST", 1, 0.01, 0.5f, 0, 1, 0.1))));

        // Then
        assertThat(one.warning()).isEmpty();
    }

    private static Calibration calibration(List<FmrPoint> points) {
        return Calibration.create("00000000000000ee", "made for tests", new Logistic(10, -5, -3, 3), points, List.of());
    }
}
