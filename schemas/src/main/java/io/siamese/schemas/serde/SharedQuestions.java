package io.siamese.schemas.serde;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks questions that take long and may fail. Different questions are asked side by side. A thread that asks what another
 * one is asking already waits for that answer. A failure answers the same question for a short time, so that an outage is
 * not waited for at every record of a poll. Answers are not remembered. Thread-safe.
 *
 * @param <K> what is asked for, which has equals and hashCode
 * @param <V> the answer
 */
final class SharedQuestions<K, V> {

    /** Finds an answer, which may take long. */
    interface Respondent<K, V> {
        V answer(K asked) throws IOException;
    }

    private record Failure(IOException cause, Instant until) {}

    private final Respondent<K, V> respondent;
    private final Duration failuresRemembered;
    private final Clock clock;
    private final ConcurrentMap<K, CompletableFuture<V>> asking = new ConcurrentHashMap<>();
    private final ConcurrentMap<K, Failure> failures = new ConcurrentHashMap<>();

    SharedQuestions(Respondent<K, V> respondent, Duration failuresRemembered, Clock clock) {
        this.respondent = respondent;
        this.failuresRemembered = failuresRemembered;
        this.clock = clock;
    }

    /** @throws IOException if nobody answers, or nobody did a moment ago */
    V ask(K question) throws IOException {
        while (true) {
            throwIfJustFailed(question);
            CompletableFuture<V> mine = new CompletableFuture<>();
            CompletableFuture<V> others = asking.putIfAbsent(question, mine);
            if (others == null) {
                return askRespondent(question, mine);
            }
            try {
                return others.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while another thread asked for " + question);
            } catch (ExecutionException e) {
                // Only that thread was interrupted. This one asks itself.
                if (!(e.getCause() instanceof InterruptedIOException)) {
                    throw new IOException(message(e.getCause()), e.getCause());
                }
            }
        }
    }

    private V askRespondent(K question, CompletableFuture<V> waiting) throws IOException {
        try {
            V answer = respondent.answer(question);
            waiting.complete(answer);
            return answer;
        } catch (IOException | RuntimeException | Error e) {
            if (e instanceof IOException failure && !(e instanceof InterruptedIOException)) {
                remember(question, failure);
            }
            waiting.completeExceptionally(e);
            throw e;
        } finally {
            asking.remove(question, waiting);
        }
    }

    private void remember(K question, IOException cause) {
        failures.values().removeIf(failure -> !isRecent(failure));
        failures.put(question, new Failure(cause, clock.instant().plus(failuresRemembered)));
    }

    private void throwIfJustFailed(K question) throws IOException {
        Failure failure = failures.get(question);
        if (failure != null && isRecent(failure)) {
            throw new IOException(message(failure.cause()), failure.cause());
        }
    }

    private boolean isRecent(Failure failure) {
        return clock.instant().isBefore(failure.until());
    }

    private static String message(@Nullable Throwable cause) {
        return cause instanceof IOException ? String.valueOf(cause.getMessage()) : String.valueOf(cause);
    }
}
