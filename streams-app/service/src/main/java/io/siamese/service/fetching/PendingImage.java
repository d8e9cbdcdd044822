package io.siamese.service.fetching;

import io.siamese.schemas.Reasons;
import io.siamese.service.flow.Result;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches one image, again and again until the store gives an answer. It is given up if it alone fails for long while the store
 * answers. Time in which the store answers nobody does not count.
 */
final class PendingImage {
    private static final Logger LOG = LoggerFactory.getLogger(PendingImage.class);
    private static final long FIRST_PAUSE_MS = 50;
    private static final long LONGEST_PAUSE_MS = 2_000;

    private final ImageReference reference;
    private final ImageLocation location;
    private final ImageSources sources;
    private final StoreHealth stores;
    private final ScheduledExecutorService clock;
    private final Duration giveUp;
    private final CompletableFuture<Result<byte[]>> outcome = new CompletableFuture<>();
    private volatile long wantedAt = System.nanoTime();
    private volatile long failingSince;
    private volatile boolean failing;
    private long attemptedAt;
    private long aloneNanos;
    private int failures;

    PendingImage(
            ImageReference reference,
            ImageLocation location,
            ImageSources sources,
            StoreHealth stores,
            ScheduledExecutorService clock,
            Duration giveUp) {
        this.reference = reference;
        this.location = location;
        this.sources = sources;
        this.stores = stores;
        this.clock = clock;
        this.giveUp = giveUp;
    }

    CompletableFuture<Result<byte[]>> outcome() {
        return outcome;
    }

    ImageLocation location() {
        return location;
    }

    /** Somebody still waits for it. */
    void markWanted() {
        wantedAt = System.nanoTime();
    }

    /**
     * Tries no longer if nobody has wanted it for so long, and says whether that is so.
     *
     * @param whileFetched how long an image is fetched that nobody wants
     * @param onceHere how long it is held that nobody takes
     */
    boolean abandonIfForgotten(Duration whileFetched, Duration onceHere) {
        Duration after = outcome.isDone() ? onceHere : whileFetched;
        boolean forgotten = System.nanoTime() - wantedAt > after.toNanos();
        if (forgotten) {
            outcome.cancel(false);
        }
        return forgotten;
    }

    /** How long its store has given no answer, neither about this image nor about another. */
    Duration outageDuration() {
        return failing && !outcome.isDone()
                ? Duration.ofNanos(System.nanoTime() - stores.lastAnswer(location.storeName(), failingSince))
                : Duration.ZERO;
    }

    void attempt() {
        long before = attemptedAt;
        attemptedAt = System.nanoTime();
        sources.fetch(location).thenAccept(answer -> handleAnswer(answer, before));
    }

    private void handleAnswer(FetchAnswer answer, long before) {
        if (answer instanceof FetchAnswer.Failed failed) {
            handleFailure(failed, before);
            return;
        }
        stores.answered(location.storeName(), System.nanoTime());
        answer.toResult().ifPresent(outcome::complete);
    }

    private void handleFailure(FetchAnswer.Failed failed, long before) {
        if (failures == 0) {
            failingSince = attemptedAt;
            failing = true;
            LOG.atWarn()
                    .addKeyValue("record", reference)
                    .addKeyValue("store", location.storeName())
                    .addKeyValue("because", failed.why())
                    .log("an image could not be fetched, it is tried again");
        } else if (stores.hasAnsweredSince(location.storeName(), before)) {
            aloneNanos += System.nanoTime() - before;
        }
        if (aloneNanos >= giveUp.toNanos()) {
            outcome.complete(new Result.Rejection<>(Reasons.IMAGE_UNAVAILABLE));
            return;
        }
        failures++;
        askStore();
        if (!outcome.isDone() && !clock.isShutdown()) {
            clock.schedule(this::attempt, retryPauseMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Where no other image is asked for, nobody else tells whether the store answers. */
    private void askStore() {
        long now = System.nanoTime();
        sources.answers(location).thenAccept(answers -> {
            if (answers) {
                stores.answered(location.storeName(), now);
            }
        });
    }

    private long retryPauseMillis() {
        return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS << Math.min(10, failures));
    }
}
