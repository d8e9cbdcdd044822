package io.siamese.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings answers together with the records that they answer.
 *
 * <p>A record is known by its place, and its place is known only once the broker has acknowledged it. An answer can be read
 * before that, because another thread reads. So an answer to an unknown place is kept while a record is being written that it
 * may belong to; every other answer is somebody else's and is dropped.
 *
 * <p>Futures are completed on the common pool, so that a caller's code never runs on the thread that reads. Thread-safe.
 *
 * @param <P> the place of a record, a value
 * @param <A> the answer
 */
final class PendingAnswers<P, A> {

    private final String kind;
    private final Duration timeout;
    private final LongSupplier nanoTime;
    /** In the order in which they were acknowledged, which is the order in which they expire. */
    private final Map<P, Waiting<A>> waiting = new LinkedHashMap<>();
    /** In the order in which they were read. */
    private final Map<P, Early<A>> early = new LinkedHashMap<>();
    /** Numbers of the records that are not acknowledged yet. */
    private final TreeSet<Long> beingWritten = new TreeSet<>();

    private long records;
    private @Nullable NoAnswerException end;

    private record Waiting<A>(String name, long since, CompletableFuture<A> future) {}

    /** An answer, and how many records had been begun when it was read: it belongs to none that was begun later. */
    private record Early<A>(A answer, long records) {}

    /**
     * @param kind what the answers are called, in messages
     * @param timeout how long an answer may take once its record is acknowledged
     * @param nanoTime the clock, as {@link System#nanoTime}
     */
    PendingAnswers(String kind, Duration timeout, LongSupplier nanoTime) {
        this.kind = kind;
        this.timeout = timeout;
        this.nanoTime = nanoTime;
    }

    /**
     * Publishes a record and returns the future of its answer. The future fails with what the publishing fails with, or with
     * a {@link NoAnswerException}.
     *
     * @param name how messages call the record
     * @param publish begins to write the record, and gives its place once it is acknowledged
     */
    CompletableFuture<A> expect(String name, Supplier<CompletableFuture<P>> publish) {
        CompletableFuture<A> answer = new CompletableFuture<>();
        long number = beginWriting();
        publishOrFail(publish).whenComplete((place, failure) -> {
            if (failure == null) {
                recordWritten(number, place, new Waiting<>(name, nanoTime.getAsLong(), answer));
            } else {
                recordNotWritten(number);
                failAsync(answer, failure);
            }
        });
        return answer;
    }

    private CompletableFuture<P> publishOrFail(Supplier<CompletableFuture<P>> publish) {
        try {
            return publish.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private synchronized long beginWriting() {
        long number = ++records;
        beingWritten.add(number);
        return number;
    }

    private synchronized void recordWritten(long number, P place, Waiting<A> record) {
        beingWritten.remove(number);
        Early<A> known = early.remove(place);
        dropEarlyOfOthers();
        if (known != null) {
            complete(record.future(), known.answer());
        } else if (end != null) {
            failAsync(record.future(), end);
        } else {
            waiting.put(place, record);
        }
    }

    private synchronized void recordNotWritten(long number) {
        beingWritten.remove(number);
        dropEarlyOfOthers();
    }

    private void dropEarlyOfOthers() {
        if (beingWritten.isEmpty()) {
            early.clear();
        } else {
            early.values().removeIf(answer -> answer.records() < beingWritten.first());
        }
    }

    /** Takes an answer that was read, of whatever record. */
    synchronized void takeAnswer(P place, A answer) {
        Waiting<A> record = waiting.remove(place);
        if (record != null) {
            complete(record.future(), answer);
        } else if (!beingWritten.isEmpty()) {
            early.put(place, new Early<>(answer, records));
        }
    }

    /** Gives up the records whose answer is overdue. */
    synchronized void expireOverdue() {
        long now = nanoTime.getAsLong();
        Iterator<Waiting<A>> oldest = waiting.values().iterator();
        while (oldest.hasNext()) {
            Waiting<A> record = oldest.next();
            if (now - record.since() < timeout.toNanos()) {
                return;
            }
            oldest.remove();
            failAsync(
                    record.future(),
                    new NoAnswerException(
                            record.name() + ": no " + kind + " came within " + seconds()
                                    + " s; is the service running?",
                            null));
        }
    }

    private String seconds() {
        return timeout.toMillisPart() == 0
                ? Long.toString(timeout.toSeconds())
                : Double.toString(timeout.toMillis() / 1e3);
    }

    /**
     * Fails what is pending, and every record that is acknowledged later.
     *
     * @param why continues the sentence "no decision will come, …"
     */
    synchronized void failAll(String why, @Nullable Throwable cause) {
        end = new NoAnswerException("no " + kind + " will come: " + why, cause);
        List<Waiting<A>> left = new ArrayList<>(waiting.values());
        waiting.clear();
        early.clear();
        for (Waiting<A> record : left) {
            failAsync(
                    record.future(),
                    new NoAnswerException(record.name() + ": no " + kind + " will come: " + why, cause));
        }
    }

    private static <A> void complete(CompletableFuture<A> future, A answer) {
        future.completeAsync(() -> answer, ForkJoinPool.commonPool());
    }

    private static <A> void failAsync(CompletableFuture<A> future, Throwable failure) {
        Throwable reason = failure instanceof CompletionException
                ? Objects.requireNonNullElse(failure.getCause(), failure)
                : failure;
        ForkJoinPool.commonPool().execute(() -> future.completeExceptionally(reason));
    }
}
