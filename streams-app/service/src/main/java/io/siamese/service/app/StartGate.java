package io.siamese.service.app;

import io.siamese.service.gallerylog.EnrolmentLogs;
import io.siamese.service.gallerylog.GalleryLogSnapshot;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets nothing be decided before the gallery log is true to the exemplars: no template is there whose exemplar was revoked
 * while everything was down, an active encoder is named, and every request for a policy is answered. This gate only reads.
 * The instance that owns the enrolment task does the writing.
 */
final class StartGate {
    private static final Logger LOG = LoggerFactory.getLogger(StartGate.class);
    private static final long RETRY_MS = 100;

    private final EnrolmentLogs logs;
    private final String encoderId;
    private final Set<String> loaded;
    private final boolean takeOver;
    private final Duration stall;
    private final Set<String> orphans;

    /**
     * Looks at the logs as they are before enrolment starts.
     *
     * @param encoderId the encoder that takes over or is named first
     * @param loaded the encoders that this instance has
     * @param stall how long to wait at most while the gallery log does not grow
     */
    StartGate(EnrolmentLogs logs, String encoderId, Set<String> loaded, boolean takeOver, Duration stall) {
        this.logs = logs;
        this.encoderId = encoderId;
        this.loaded = Set.copyOf(loaded);
        this.takeOver = takeOver;
        this.stall = stall;
        EnrolmentLogs.Backlog backlog = logs.backlog();
        boolean mayHaveOrphans = backlog.mayMissTombstones() || backlog.hasUnread();
        orphans = mayHaveOrphans ? orphans(backlog.mayMissTombstones()) : new HashSet<>();
    }

    /** Templates that must not decide: their exemplar is gone, by a record that the task has not read or never will. */
    private Set<String> orphans(boolean mayMissTombstones) {
        Set<String> found = new HashSet<>(logs.galleryLog().exemplarOffsets().keySet());
        if (!found.isEmpty() && mayMissTombstones) {
            found.removeAll(logs.exemplars().offsets().keySet());
        } else if (!found.isEmpty()) {
            found.retainAll(logs.revokedUnread(found));
        }
        return found;
    }

    /**
     * Waits until decisions may begin.
     *
     * @param enrolmentFailed completes if enrolment stops for good; nothing is waited for then
     * @return false if enrolment failed first
     * @throws IllegalStateException if the log names another encoder, which this instance is not to take over from, or the
     *     log has not grown for too long
     */
    boolean awaitOpening(CompletableFuture<Throwable> enrolmentFailed) throws InterruptedException {
        long position = -1;
        long grewAt = System.nanoTime();
        GalleryLogSnapshot log = logs.galleryLog();
        while (!isOpen(log)) {
            if (log.position() > position) {
                position = log.position();
                grewAt = System.nanoTime();
                LOG.atInfo().addKeyValue("for", waitsFor(log)).log("waiting for enrolment to catch up");
            } else if (System.nanoTime() - grewAt >= stall.toNanos()) {
                throw new IllegalStateException("the start waited for " + waitsFor(log) + ", and for "
                        + stall.toMillis() + " ms (start.stall.ms) the gallery log did not grow");
            }
            if (failsWithinPause(enrolmentFailed)) {
                return false;
            }
            log = logs.galleryLog();
        }
        return true;
    }

    private static boolean failsWithinPause(CompletableFuture<Throwable> enrolmentFailed) throws InterruptedException {
        try {
            enrolmentFailed.get(RETRY_MS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a failure is told as a value", e);
        }
    }

    private boolean isOpen(GalleryLogSnapshot log) {
        orphans.removeIf(exemplar -> !log.holdsTemplate(exemplar));
        return isActive(log) && orphans.isEmpty() && EnrolmentLogs.isSettled(logs.requests(), log);
    }

    private String waitsFor(GalleryLogSnapshot log) {
        if (!isNamed(log)) {
            return "encoder " + encoderId + " to be named in the gallery log";
        }
        return orphans.isEmpty()
                ? "answers to requests for policies"
                : "the removal of " + orphans.size() + " templates whose exemplar is gone";
    }

    private boolean isActive(GalleryLogSnapshot log) {
        String active = log.activeEncoder().orElse(encoderId);
        if (!loaded.contains(active) && !takeOver) {
            throw new IllegalStateException("the gallery log names encoder " + active
                    + " as active, and the model loaded here is " + String.join(" and ", loaded)
                    + ": load that encoder's model, or start with --take-over");
        }
        return isNamed(log);
    }

    /** With a take-over it must be the one that takes over. */
    private boolean isNamed(GalleryLogSnapshot log) {
        return log.activeEncoder()
                .filter(takeOver ? encoderId::equals : loaded::contains)
                .isPresent();
    }
}
