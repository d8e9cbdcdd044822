package io.siamese.service.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.onnx.EncoderException;
import io.siamese.service.logs.StaleGalleryException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {
    private final AtomicLong now = new AtomicLong();
    private final ThreadFailures failures = new ThreadFailures(now::get);

    @Test
    void goesOnAfterEveryTransactionThatTheBrokersEnded() {
        // Given
        Throwable ended = new StreamsException(
                "Error encountered trying to commit", new InvalidTxnStateException("invalid state"));

        // Then
        for (int time = 0; time < 100; time++) {
            assertThat(failures.endsApplication(ended)).isFalse();
        }
    }

    @Test
    void endsAfterFiveOtherFailuresInTenMinutes() {
        // Given
        Throwable other = new StreamsException("another");
        for (int time = 0; time < 5; time++) {
            assertThat(failures.endsApplication(other)).isFalse();
        }

        // Then
        assertThat(failures.endsApplication(other)).isTrue();
    }

    @Test
    void forgetsFailuresOfMoreThanTenMinutesAgo() {
        // Given
        Throwable other = new StreamsException("another");
        for (int time = 0; time < 5; time++) {
            failures.endsApplication(other);
        }

        // When
        now.addAndGet(Duration.ofMinutes(11).toNanos());

        // Then
        assertThat(failures.endsApplication(other)).isFalse();
    }

    @Test
    void endsAtOnceWithoutEncoder() {
        assertThat(failures.endsApplication(
                        new StreamsException(new EncoderException("lost", new IllegalStateException()))))
                .isTrue();
    }

    @Test
    void waitsBeforeAStaleGalleryIsAskedAgain() {
        // Given
        Throwable stale = new StreamsException(new StaleGalleryException("it waits", new IllegalStateException()));

        // Then
        assertThat(ThreadFailures.pauseAfter(stale)).isPositive();
        assertThat(failures.endsApplication(stale)).isFalse();
    }
}
