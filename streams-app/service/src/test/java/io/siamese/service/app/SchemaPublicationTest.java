package io.siamese.service.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.schemas.serde.SchemaLookupException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class SchemaPublicationTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Deque<RuntimeException> failures = new ArrayDeque<>();
    private int attempts;

    private void attempt() {
        attempts++;
        if (!failures.isEmpty()) {
            throw failures.remove();
        }
    }

    private void publish(Duration limit) {
        new SchemaPublication(limit, Duration.ofMillis(1)).publishWithRetries(this::attempt);
    }

    private static SchemaLookupException because(Throwable cause) {
        return new SchemaLookupException("topic schemas could not be read within PT5S", cause);
    }

    @Test
    void triesAgainWhileTheBrokersAreTooSlow() {
        // Given
        failures.addAll(List.of(
                because(new org.apache.kafka.common.errors.TimeoutException("no metadata")),
                because(new ExecutionException(new DisconnectException("gone"))),
                because(new TimeoutException()),
                new SchemaLookupException("topic schemas could not be read a moment ago")));

        // When
        publish(LIMIT);

        // Then
        assertThat(attempts).isEqualTo(5);
    }

    @Test
    void endsAtTheLimitOfAStart() {
        // Given
        failures.add(because(new org.apache.kafka.common.errors.TimeoutException("no metadata")));

        // When, Then
        assertThatThrownBy(() -> publish(Duration.ZERO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the start waited for the schemas, and in 0 ms (start.stall.ms) it did not get them:"
                        + " topic schemas could not be read within PT5S");
    }

    @Test
    void doesNotTryAgainWhatIsForbidden() {
        // Given
        failures.add(because(new ExecutionException(new TopicAuthorizationException("schemas"))));

        // When, Then
        assertThatThrownBy(() -> publish(LIMIT)).isInstanceOf(SchemaLookupException.class);
        assertThat(attempts).isOne();
    }
}
