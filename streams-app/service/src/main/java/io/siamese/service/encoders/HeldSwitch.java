package io.siamese.service.encoders;

import java.time.Duration;

/**
 * A request to activate an encoder that waits until the encoder has answered enough exemplars.
 *
 * @param request offset in topic encoders
 * @param force though its calibration does not support a policy in force
 * @param bound offset of the last exemplar when the request was taken: it does not move; -1: there was none
 * @param takenAt milliseconds
 */
record HeldSwitch(long request, String encoderId, boolean force, long bound, long takenAt) {
    /** A request that is held for longer is refused. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    boolean isOverdue(long now) {
        return now - takenAt >= LIMIT.toMillis();
    }
}
