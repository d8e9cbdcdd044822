package io.siamese.service.encoders;

import java.time.Clock;
import java.util.function.IntSupplier;

/**
 * Says how far an encoder is that embeds all exemplars beside the one that decides. Exemplars that it cannot embed are not
 * counted as done, so that the share may stay below 1. Thread-safe.
 */
public final class EmbeddingProgress {
    /** A rate over a shorter time says little. */
    private static final long SHORTEST_MS = 1_000;

    private final IntSupplier done;
    private final IntSupplier all;
    private final Clock clock;
    private int doneThen;
    private long then;
    private double perSecond;

    /**
     * @param done templates of the encoder
     * @param all templates of the encoder that decides
     */
    public EmbeddingProgress(IntSupplier done, IntSupplier all, Clock clock) {
        this.done = done;
        this.all = all;
        this.clock = clock;
        doneThen = done.getAsInt();
        then = clock.millis();
    }

    /** From 0 to 1; 1 where there is nothing to embed. */
    public double embeddedShare() {
        int wanted = all.getAsInt();
        return wanted == 0 ? 1 : Math.min(1, (double) done.getAsInt() / wanted);
    }

    /** Templates in a second, since it was asked a second or more ago. */
    public synchronized double perSecond() {
        long now = clock.millis();
        if (now - then >= SHORTEST_MS) {
            int doneNow = done.getAsInt();
            perSecond = Math.max(0, doneNow - doneThen) * 1_000.0 / (now - then);
            doneThen = doneNow;
            then = now;
        }
        return perSecond;
    }

    /** 0 where nothing is left; NaN while nothing is embedded. */
    public double secondsLeft() {
        int left = Math.max(0, all.getAsInt() - done.getAsInt());
        double rate = perSecond();
        return left == 0 ? 0 : rate == 0 ? Double.NaN : left / rate;
    }
}
