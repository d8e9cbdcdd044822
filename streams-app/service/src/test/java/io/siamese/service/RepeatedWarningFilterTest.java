package io.siamese.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.Test;

class RepeatedWarningFilterTest {
    private static final String NETWORK = "org.apache.kafka.clients.NetworkClient";
    private static final String AWAY = "Connection to node -1 (/127.0.0.1:1) could not be established.";

    private final RepeatedWarningFilter filter = new RepeatedWarningFilter();

    @Test
    void letsAWarningThroughOnceAMinute() {
        // When, Then
        assertThat(isWritten(NETWORK, Level.WARN, AWAY, 1_000)).isTrue();
        assertThat(isWritten(NETWORK, Level.WARN, AWAY, 2_000)).isFalse();
        assertThat(isWritten(NETWORK, Level.WARN, AWAY, 60_999)).isFalse();
        assertThat(isWritten(NETWORK, Level.WARN, AWAY, 61_000)).isTrue();
        assertThat(isWritten(NETWORK, Level.WARN, AWAY, 62_000)).isFalse();
    }

    @Test
    void takesTheSameWarningOfAnotherClientForTheSame() {
        // When, Then
        assertThat(isWritten(NETWORK, Level.WARN, "[AdminClient clientId=a-1] " + AWAY, 1_000))
                .isTrue();
        assertThat(isWritten(NETWORK, Level.WARN, "[Consumer clientId=c, groupId=g] " + AWAY, 1_000))
                .isFalse();
        assertThat(isWritten(NETWORK, Level.WARN, "[AdminClient clientId=a-1] Node 2 disconnected.", 1_000))
                .isTrue();
    }

    @Test
    void leavesEverythingElseAsItIs() {
        // When, Then
        for (int i = 0; i < 2; i++) {
            assertThat(isWritten(NETWORK, Level.ERROR, AWAY, 1_000)).isTrue();
            assertThat(isWritten("io.siamese.service.app.StartGate", Level.WARN, AWAY, 1_000))
                    .isTrue();
        }
    }

    @Test
    void remembersTheLatestWarningsAlone() {
        // Given
        isWritten(NETWORK, Level.WARN, "first", 1_000);
        for (int i = 0; i < 100; i++) {
            isWritten(NETWORK, Level.WARN, "node " + i, 1_000);
        }

        // When, Then
        assertThat(isWritten(NETWORK, Level.WARN, "node 99", 1_000)).isFalse();
        assertThat(isWritten(NETWORK, Level.WARN, "first", 1_000)).isTrue();
    }

    private boolean isWritten(String logger, Level level, String message, long at) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerName(logger);
        event.setLevel(level);
        event.setMessage(message);
        event.setTimeStamp(at);
        return filter.decide(event) != FilterReply.DENY;
    }
}
