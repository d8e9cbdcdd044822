package io.siamese.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentMissesTest {

    private Instant now = Instant.EPOCH;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final RecentMisses<Long> misses = new RecentMisses<>(Duration.ofSeconds(10), clock);

    @ParameterizedTest(name = "after {0} it is remembered: {1}")
    @CsvSource({"PT0S, true", "PT9.999999999S, true", "PT10S, false"})
    void remembersAMissForItsTime(Duration later, boolean remembered) {
        // Given
        misses.add(7L);

        // When
        now = now.plus(later);

        // Then
        assertThat(misses.contains(7L)).isEqualTo(remembered);
        assertThat(misses.contains(8L)).isFalse();
    }

    @Test
    void forgetsTheEldestFirst() {
        // When
        for (int id = 0; id <= 10_000; id++) {
            misses.add((long) id);
        }

        // Then
        assertThat(misses.contains(0L)).isFalse();
        assertThat(misses.contains(1L)).isTrue();
        assertThat(misses.contains(10_000L)).isTrue();
    }
}
