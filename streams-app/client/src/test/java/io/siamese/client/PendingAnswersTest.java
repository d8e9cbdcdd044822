package io.siamese.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Places are offsets here, and answers are text. */
@Timeout(20)
class PendingAnswersTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final PendingAnswers<Long, String> pending = new PendingAnswers<>("decision", TIMEOUT, now::get);

    @Test
    void givesAnAnswerToTheRecordAtItsPlace() {
        // Given
        CompletableFuture<String> first = written("first", 7);
        CompletableFuture<String> second = written("second", 8);

        // When
        pending.takeAnswer(8L, "for the second");
        pending.takeAnswer(7L, "for the first");

        // Then
        assertThat(first.join()).isEqualTo("for the first");
        assertThat(second.join()).isEqualTo("for the second");
    }

    @Test
    void givesAnAnswerThatIsReadBeforeTheBrokersAcknowledgement() {
        // Given
        CompletableFuture<Long> acknowledgement = new CompletableFuture<>();
        CompletableFuture<String> answer = pending.expect("early", () -> acknowledgement);

        // When
        pending.takeAnswer(6L, "for somebody else");
        pending.takeAnswer(7L, "for this one");
        acknowledgement.complete(7L);

        // Then
        assertThat(answer.join()).isEqualTo("for this one");
    }

    @Test
    void keepsAnEarlyAnswerWhileOlderAndNewerRecordsAreAcknowledged() {
        // Given
        CompletableFuture<Long> older = new CompletableFuture<>();
        CompletableFuture<Long> wanted = new CompletableFuture<>();
        CompletableFuture<Long> newer = new CompletableFuture<>();
        pending.expect("older", () -> older);
        CompletableFuture<String> answer = pending.expect("wanted", () -> wanted);
        pending.takeAnswer(7L, "for the wanted");
        pending.expect("newer", () -> newer);

        // When
        older.complete(1L);
        newer.complete(9L);
        wanted.complete(7L);

        // Then
        assertThat(answer.join()).isEqualTo("for the wanted");
    }

    @Test
    void dropsAnswersToOthersOnceNoRecordCanClaimThem() {
        // Given
        CompletableFuture<Long> old = new CompletableFuture<>();
        pending.expect("old", () -> old);
        pending.takeAnswer(7L, "for somebody else");
        CompletableFuture<Long> later = new CompletableFuture<>();
        CompletableFuture<String> answer = pending.expect("later", () -> later);

        // When
        old.completeExceptionally(new IllegalStateException("not written"));
        later.complete(7L);

        // Then
        assertThat(answer).isNotDone();
        pending.takeAnswer(7L, "for this one");
        assertThat(answer.join()).isEqualTo("for this one");
    }

    @Test
    void givesUpAtTheTimeoutAndNotJustBefore() {
        // Given
        CompletableFuture<String> answer = written("image-1", 7);

        // When
        now.addAndGet(TIMEOUT.toNanos() - 1);
        pending.expireOverdue();
        CompletableFuture<String> younger = written("image-2", 8);
        boolean before = answer.isDone();
        now.addAndGet(1);
        pending.expireOverdue();

        // Then
        assertThat(before).isFalse();
        assertThatThrownBy(answer::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(NoAnswerException.class)
                .hasMessage("image-1: no decision came within 5 s; is the service running?");
        assertThat(younger).isNotDone();
    }

    @Test
    void failsWithWhatThePublishingFailsWith() {
        // Given
        IllegalStateException refused = new IllegalStateException("refused");

        // When
        CompletableFuture<String> atOnce = pending.expect("first", () -> {
            throw refused;
        });
        CompletableFuture<String> later = pending.expect(
                "second", () -> CompletableFuture.<Long>failedFuture(refused).thenApply(place -> place));

        // Then
        assertThatThrownBy(atOnce::join).hasCause(refused);
        assertThatThrownBy(later::join).hasCause(refused);
    }

    @Test
    void failsWhatIsPendingAtTheEndAndWhatIsAcknowledgedAfterIt() {
        // Given
        CompletableFuture<Long> acknowledgement = new CompletableFuture<>();
        CompletableFuture<String> waiting = written("waiting", 7);
        CompletableFuture<String> beingWritten = pending.expect("being written", () -> acknowledgement);

        // When
        pending.failAll("the client was closed", null);
        acknowledgement.complete(8L);

        // Then
        assertThatThrownBy(waiting::join)
                .hasRootCauseInstanceOf(NoAnswerException.class)
                .hasRootCauseMessage("waiting: no decision will come: the client was closed");
        assertThatThrownBy(beingWritten::join).hasRootCauseInstanceOf(NoAnswerException.class);
    }

    private CompletableFuture<String> written(String name, long place) {
        return pending.expect(name, () -> CompletableFuture.completedFuture(place));
    }
}
