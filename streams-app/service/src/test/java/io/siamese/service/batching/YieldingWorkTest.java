package io.siamese.service.batching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class YieldingWorkTest {
    private static final List<RawRecord> CHUNK =
            List.of(new RawRecord("exemplars", 0, 0, null, new byte[0], new RecordHeaders(), 0));

    private static final Duration BOUND = Duration.ofMinutes(1);

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void waitsUntilTheOtherHasNothingToDo() {
        // Given
        ChunkWork<Integer> work =
                new YieldingWork<>(chunk -> List.of(asked.get()), () -> asked.incrementAndGet() < 5, BOUND, BOUND);

        // When
        List<Integer> results = work.apply(CHUNK);

        // Then
        assertThat(results).containsExactly(5);
    }

    @Test
    void goesOnAfterTheBoundHoweverBusyTheOtherIs() {
        // Given
        ChunkWork<String> work = new YieldingWork<>(chunk -> List.of("done"), () -> true, Duration.ofMillis(5), BOUND);

        // When
        List<String> results = work.apply(CHUNK);

        // Then
        assertThat(results).containsExactly("done");
    }

    @Test
    void waitsNoLongerInATransactionThanItsShare() {
        // Given: a share that the first wait uses up
        AtomicInteger looks = new AtomicInteger();
        ChunkWork<Integer> work = new YieldingWork<>(
                chunk -> List.of(looks.getAndSet(0)),
                () -> looks.incrementAndGet() > 0,
                Duration.ofMillis(20),
                Duration.ofMillis(20));

        // When
        int looksOfFirst = work.apply(CHUNK).get(0);
        int looksOfSecond = work.apply(CHUNK).get(0);
        work.endTransaction();
        int looksOfNextTransaction = work.apply(CHUNK).get(0);

        // Then
        assertThat(looksOfFirst).isGreaterThan(1);
        assertThat(looksOfSecond).isEqualTo(1);
        assertThat(looksOfNextTransaction).isGreaterThan(1);
    }
}
