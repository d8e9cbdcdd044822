package io.siamese.service.fetching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimedReadsTest {
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);

    /** As from a share that hangs: an interrupt does not end it. */
    private String hang() {
        begun.incrementAndGet();
        boolean isReleased = false;
        while (!isReleased) {
            try {
                released.await();
                isReleased = true;
            } catch (InterruptedException e) {
                // Hangs on.
            }
        }
        return "late";
    }

    @Test
    void forgetsReadsThatNobodyWaitsForAnyMore() {
        try (TimedReads reads = new TimedReads(1, Duration.ofMillis(50))) {
            // Given
            List<CompletableFuture<String>> hanging = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                hanging.add(reads.submitRead(this::hang));
            }

            // When
            hanging.forEach(read -> assertThatThrownBy(read::join).isNotNull());
            int waiting = reads.waiting();
            released.countDown();
            String next = readAgain(reads);

            // Then
            assertThat(waiting).isZero();
            assertThat(next).isEqualTo("read");
            assertThat(begun).hasValue(1);
        }
    }

    /** Asks as often as the one thread is still busy. */
    private static String readAgain(TimedReads reads) {
        while (true) {
            CompletableFuture<String> read = reads.submitRead(() -> "read");
            try {
                return read.join();
            } catch (RuntimeException e) {
                // It was not released in time.
            }
        }
    }

    @Test
    void tellsHowAReadFails() {
        try (TimedReads reads = new TimedReads(1, Duration.ofSeconds(30))) {
            assertThatThrownBy(() -> reads.submitRead(() -> {
                                throw new IllegalStateException("no");
                            })
                            .join())
                    .hasRootCauseMessage("no");
        }
    }
}
