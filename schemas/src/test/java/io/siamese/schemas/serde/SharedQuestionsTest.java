package io.siamese.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class SharedQuestionsTest {

    private Instant now = Instant.EPOCH;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();
    private final CountDownLatch slowMayAnswer = new CountDownLatch(1);

    @AfterEach
    void letEverybodyGo() {
        slowMayAnswer.countDown();
    }

    private SharedQuestions<String, String> remembering(Duration failures) {
        return new SharedQuestions<>(this::answer, failures, clock);
    }

    private String answer(String question) throws IOException {
        asked.add(question);
        if (question.startsWith("slow")) {
            awaitSlow();
        }
        if (question.endsWith("in vain")) {
            throw new IOException("nobody knows");
        }
        return "about " + question;
    }

    private void awaitSlow() throws InterruptedIOException {
        try {
            slowMayAnswer.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("interrupted");
        }
    }

    @Test
    void answersAQuestionWhileAnotherOneWaits() throws Exception {
        // Given
        SharedQuestions<String, String> questions = remembering(Duration.ZERO);
        Asking slow = new Asking(questions, "slow");
        slow.awaitWaiting();

        // When
        String quick = questions.ask("quick");

        // Then
        assertThat(quick).isEqualTo("about quick");
        slowMayAnswer.countDown();
        assertThat(slow.answer.get()).isEqualTo("about slow");
    }

    @Test
    void asksOnceForAllWhoWait() throws Exception {
        // Given
        SharedQuestions<String, String> questions = remembering(Duration.ZERO);
        Asking first = new Asking(questions, "slow");
        first.awaitWaiting();
        Asking second = new Asking(questions, "slow");
        second.awaitWaiting();

        // When
        slowMayAnswer.countDown();

        // Then
        assertThat(first.answer.get()).isEqualTo(second.answer.get()).isEqualTo("about slow");
        assertThat(asked).containsExactly("slow");
    }

    @Test
    void failsAllWhoWait() throws Exception {
        // Given
        SharedQuestions<String, String> questions = remembering(Duration.ZERO);
        Asking first = new Asking(questions, "slow and in vain");
        first.awaitWaiting();
        Asking second = new Asking(questions, "slow and in vain");
        second.awaitWaiting();

        // When
        slowMayAnswer.countDown();

        // Then
        assertThatThrownBy(first.answer::get).hasRootCauseMessage("nobody knows");
        assertThatThrownBy(second.answer::get).hasRootCauseMessage("nobody knows");
        assertThat(asked).hasSize(1);
    }

    @ParameterizedTest(name = "after {0} it was asked {1} times")
    @CsvSource({"PT0S, 1", "PT0.999S, 1", "PT1S, 2"})
    void answersWithAFailureForItsTime(Duration later, int times) {
        // Given
        SharedQuestions<String, String> questions = remembering(Duration.ofSeconds(1));
        assertThatThrownBy(() -> questions.ask("in vain")).hasMessage("nobody knows");

        // When
        now = now.plus(later);

        // Then
        assertThatThrownBy(() -> questions.ask("in vain"))
                .isInstanceOf(IOException.class)
                .hasMessage("nobody knows");
        assertThatThrownBy(() -> questions.ask("something else in vain")).hasMessage("nobody knows");
        assertThat(asked).filteredOn("in vain"::equals).hasSize(times);
        assertThat(asked).filteredOn("something else in vain"::equals).hasSize(1);
    }

    @Test
    void doesNotFailForAnotherThreadsInterrupt() throws Exception {
        // Given
        SharedQuestions<String, String> questions = remembering(Duration.ofSeconds(1));
        Asking first = new Asking(questions, "slow");
        first.awaitWaiting();
        Asking second = new Asking(questions, "slow");
        second.awaitWaiting();

        // When
        first.thread.interrupt();

        // Then
        assertThatThrownBy(first.answer::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedIOException.class);
        slowMayAnswer.countDown();
        assertThat(second.answer.get()).isEqualTo("about slow");
        assertThat(asked).hasSize(2);
    }

    /** A thread that asks. */
    private static final class Asking {
        private final FutureTask<String> answer;
        private final Thread thread;

        Asking(SharedQuestions<String, String> questions, String question) {
            answer = new FutureTask<>(() -> questions.ask(question));
            thread = new Thread(answer, question);
            thread.setDaemon(true);
            thread.start();
        }

        void awaitWaiting() {
            while (thread.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
    }
}
