package io.siamese.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundedBodyTest {

    private final Answer answer = new Answer();
    private final BoundedBody body = new BoundedBody(10);

    @ParameterizedTest
    @CsvSource({
        "12345, 67890, 1234567890, true",
        "12345, 678901, 1234567890, false",
        "12345678901, 2, 1234567890, false"
    })
    void readsNoMoreThanItsBound(String first, String second, String text, boolean whole) {
        // Given
        body.onSubscribe(answer);

        // When
        body.onNext(List.of(bytes(first), bytes(second)));
        body.onNext(List.of());
        body.onComplete();

        // Then
        assertThat(body.getBody().toCompletableFuture()).isCompletedWithValue(new BoundedBody.Text(text, whole));
        assertThat(answer.cancelled).isEqualTo(!whole);
    }

    @Test
    void failsWhereTheAnswerBreaksOff() {
        // Given
        body.onSubscribe(answer);
        body.onNext(List.of(bytes("{\"sche")));

        // When
        body.onError(new IOException("gone"));

        // Then
        assertThat(body.getBody().toCompletableFuture()).isCompletedExceptionally();
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    private static final class Answer implements Flow.Subscription {
        private boolean cancelled;

        @Override
        public void request(long n) {}

        @Override
        public void cancel() {
            cancelled = true;
        }
    }
}
