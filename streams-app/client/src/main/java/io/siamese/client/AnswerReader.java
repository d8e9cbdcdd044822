package io.siamese.client;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads answers on a thread of its own, which gives up pending ones in time and ends when this reader is closed. */
final class AnswerReader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerReader.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final PendingAnswers<?, ?> pending;
    private final Thread thread;
    private volatile boolean closing;

    private <A> AnswerReader(
            String name, Function<Duration, List<A>> poll, Consumer<A> taker, PendingAnswers<?, ?> pending) {
        this.pending = pending;
        this.thread = new Thread(() -> readAnswers(poll, taker), name);
        thread.setDaemon(true);
    }

    /**
     * Starts to read.
     *
     * @param poll waits so long at most for the next answers; called by the reader's thread alone until {@link #close} returns
     * @param taker takes each answer
     * @param pending ended when this reader is closed or fails
     */
    static <A> AnswerReader start(
            String name, Function<Duration, List<A>> poll, Consumer<A> taker, PendingAnswers<?, ?> pending) {
        AnswerReader reader = new AnswerReader(name, poll, taker, pending);
        reader.thread.start();
        return reader;
    }

    private <A> void readAnswers(Function<Duration, List<A>> poll, Consumer<A> taker) {
        try {
            while (!closing) {
                poll.apply(POLL).forEach(taker);
                pending.expireOverdue();
            }
            pending.failAll("the client was closed", null);
        } catch (RuntimeException e) {
            LOG.atError().addKeyValue("thread", thread.getName()).setCause(e).log("answers can no longer be read");
            pending.failAll("answers can no longer be read (" + e.getMessage() + ")", e);
        }
    }

    /** Waits until the thread has ended, also where the calling thread is interrupted meanwhile. */
    @Override
    public void close() {
        closing = true;
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
