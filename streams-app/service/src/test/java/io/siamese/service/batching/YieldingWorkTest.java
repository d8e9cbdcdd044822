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

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void waitsUntilTheOtherHasNothingToDo() {
        // Given
        ChunkWork<Integer> work = new YieldingWork<>(
                chunk -> List.of(asked.get()), () -> asked.incrementAndGet() < 5, Duration.ofMinutes(1));

        // When
        List<Integer> results = work.apply(CHUNK);

        // Then
        assertThat(results).containsExactly(5);
    }

    @Test
    void goesOnAfterTheBoundHoweverBusyTheOtherIs() {
        // Given
        ChunkWork<String> work = new YieldingWork<>(chunk -> List.of("done"), () -> true, Duration.ofMillis(5));

        // When
        List<String> results = work.apply(CHUNK);

        // Then
        assertThat(results).containsExactly("done");
    }
}
