package io.siamese.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GradientGuardTest {

    private final GradientGuard guard = new GradientGuard();

    @Test
    void oneGradientFarLongerThanTheOthersIsRefused() {
        // Given
        IntStream.range(0, 60)
                .forEach(step -> assertThat(guard.accepts(2 + step % 3)).isTrue());

        // Then
        assertThat(guard.accepts(20)).as("long").isTrue();
        assertThat(guard.accepts(200)).as("far longer").isFalse();
        assertThat(guard.accepts(2)).isTrue();
        assertThat(guard.accepts(Double.NaN)).as("no number").isFalse();
        assertThat(guard.refused()).isEqualTo(2);
    }

    @Test
    void gradientsThatStayLongAreSoonUsual() {
        // Given
        IntStream.range(0, 60).forEach(step -> guard.accepts(1));

        // When
        IntStream.range(0, 20).forEach(step -> guard.accepts(1000));

        // Then
        assertThat(guard.refused()).isEqualTo(3);
    }

    @Test
    void theFirstStepsAreNeverRefused() {
        assertThat(guard.accepts(1e-9)).isTrue();
        assertThat(guard.accepts(1e9)).isTrue();
    }
}
