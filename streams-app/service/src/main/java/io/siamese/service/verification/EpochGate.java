package io.siamese.service.verification;

import io.siamese.schemas.Reasons;
import io.siamese.service.gallery.Galleries;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Holds a probe back until the gallery has reached the epoch that it asks for. The wait is bounded, and once it was in
 * vain nobody waits for as much again until the gallery moves: a flood of such probes must not stop the others.
 */
public final class EpochGate {
    private final Galleries galleries;
    private final Supplier<OptionalLong> endOfLog;
    private final Duration atMost;
    private long inVainAt = Long.MIN_VALUE;
    private long inVainFor = Long.MAX_VALUE;

    /**
     * @param endOfLog the offset that the gallery log's next record will have at least; empty if unknown now
     * @param atMost longest wait of one record
     */
    public EpochGate(Galleries galleries, Supplier<OptionalLong> endOfLog, Duration atMost) {
        this.galleries = galleries;
        this.endOfLog = endOfLog;
        this.atMost = atMost;
    }

    /** Waits as far as sensible; returns the reason why the probe cannot be decided, or empty once it can. */
    Optional<String> awaitEpoch(long minEpoch) {
        long epoch = galleries.epoch();
        if (epoch >= minEpoch) {
            return Optional.empty();
        }
        OptionalLong end = endOfLog.get();
        if (end.isPresent() && minEpoch >= end.getAsLong()) {
            return Optional.of(Reasons.EPOCH_BEYOND_LOG);
        }
        boolean knownInVain = epoch == inVainAt && minEpoch >= inVainFor;
        if (!knownInVain && reached(minEpoch)) {
            return Optional.empty();
        }
        if (!knownInVain) {
            inVainAt = galleries.epoch();
            inVainFor = minEpoch;
        }
        return Optional.of(Reasons.EPOCH_NOT_REACHED);
    }

    private boolean reached(long minEpoch) {
        try {
            return galleries.awaitEpoch(minEpoch, atMost);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for epoch " + minEpoch, e);
        }
    }
}
