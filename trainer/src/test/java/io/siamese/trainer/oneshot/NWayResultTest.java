package io.siamese.trainer.oneshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.trainer.rates.WilsonInterval;
import io.siamese.trainer.trials.EmbeddedClass;
import java.util.List;
import org.junit.jupiter.api.Test;

class NWayResultTest {

    @Test
    void aProbeNearestToItsOwnExemplarIsRight() {
        // Given
        List<EmbeddedClass> classes = List.of(subject("a", 1, 0), subject("b", 0, 1));

        // Then
        assertThat(NWayResult.measure(classes, 20, 10, 1)).isEqualTo(new NWayResult(20, 20, 0));
    }

    @Test
    void aTieIsAnError() {
        // Given: an encoder that sees no difference
        List<EmbeddedClass> classes = List.of(subject("a", 1, 0), subject("b", 1, 0));

        // Then
        assertThat(NWayResult.measure(classes, 20, 10, 1).errorRate()).isEqualTo(1);
    }

    @Test
    void classesOfOtherGroupsAreNoCandidates() {
        // Given
        List<EmbeddedClass> classes =
                List.of(subject("a", 1, 0), subject("b", 0, 1), new EmbeddedClass("other", "a", rows(1, 0)));

        // When
        NWayResult result = NWayResult.measure(classes, 20, 10, 1);

        // Then
        assertThat(result.errors()).isZero();
        assertThat(result.trials()).isEqualTo(30);
    }

    @Test
    void theWilsonIntervalIsThatOfTheTextbook() {
        // 10 of 100: Wilson (1927) gives 5.5 % to 17.4 %
        WilsonInterval interval = WilsonInterval.interval(10, 100);
        assertThat(interval.low()).isCloseTo(0.0552, org.assertj.core.api.Assertions.within(5e-4));
        assertThat(interval.high()).isCloseTo(0.1744, org.assertj.core.api.Assertions.within(5e-4));
    }

    private static EmbeddedClass subject(String name, float x, float y) {
        return new EmbeddedClass("g", name, rows(x, y));
    }

    private static float[][] rows(float x, float y) {
        return new float[][] {{x, y}, {x, y}, {x, y}};
    }
}
