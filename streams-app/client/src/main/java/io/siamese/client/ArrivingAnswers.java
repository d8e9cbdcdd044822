package io.siamese.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Takes the answers to many requests in the order in which they come, and gives up after a time without any. A backlog that
 * is worked off slowly is so told from a service that has stopped. For one thread.
 *
 * @param <A> the answer
 */
public final class ArrivingAnswers<A> {

    /** A time limit for single requests that never ends, for callers that give up by {@link #await} instead. */
    public static final Duration NO_TIMEOUT = Duration.ofNanos(Long.MAX_VALUE);

    private final BiConsumer<String, A> taker;
    private final Map<CompletableFuture<A>, String> pending = new LinkedHashMap<>();
    private final BlockingQueue<CompletableFuture<A>> arrived = new LinkedBlockingQueue<>();

    /** @param taker takes each answer, with the name of its request */
    public ArrivingAnswers(BiConsumer<String, A> taker) {
        this.taker = taker;
    }

    /**
     * Adds a request, and hands over the answers that have come meanwhile.
     *
     * @throws RuntimeException what the future of a request failed with
     */
    public void add(String name, CompletableFuture<A> answer) {
        pending.put(answer, name);
        answer.whenComplete((value, failure) -> arrived.add(answer));
        List<CompletableFuture<A>> ready = new ArrayList<>();
        arrived.drainTo(ready);
        ready.forEach(this::handOver);
    }

    /**
     * Hands over all answers.
     *
     * @param patience how long to wait at most without any answer
     * @return the names of the requests that no answer came for; empty where all is well
     * @throws RuntimeException what the future of a request failed with
     */
    public List<String> await(Duration patience) {
        try {
            while (!pending.isEmpty()) {
                CompletableFuture<A> next = arrived.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
                if (next == null) {
                    break;
                }
                handOver(next);
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        return List.copyOf(pending.values());
    }

    private void handOver(CompletableFuture<A> answer) {
        String name = pending.remove(answer);
        if (name == null) {
            return;
        }
        A value;
        try {
            value = answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        taker.accept(name, value);
    }
}
