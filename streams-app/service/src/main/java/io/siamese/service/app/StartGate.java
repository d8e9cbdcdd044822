package io.siamese.service.app;

import io.siamese.service.gallerylog.EnrolmentLogs;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets nothing be decided before the gallery log is true to the exemplars: no template whose exemplar was revoked
 * while everything was down, an active encoder named, and every request for a policy answered. Whichever instance runs the enrolment task brings that about;
 * the gate only reads.
 */
final class StartGate {
    private static final Logger LOG = LoggerFactory.getLogger(StartGate.class);
    private static final long RETRY_MS = 100;

    private final EnrolmentLogs logs;
    private final String encoderId;
    private final boolean takeOver;

    StartGate(EnrolmentLogs logs, String encoderId, boolean takeOver) {
        this.logs = logs;
        this.encoderId = encoderId;
        this.takeOver = takeOver;
    }

    /**
     * Waits until decisions may begin.
     *
     * @throws IllegalStateException if the log names another encoder, which this instance is not to take over from
     */
    void await() throws InterruptedException {
        EnrolmentLogs.Templates templates = logs.templates();
        Set<String> orphans = new HashSet<>(templates.exemplarOffsets().keySet());
        orphans.removeAll(logs.exemplars().offsets().keySet());
        while (!orphans.isEmpty() || !isActive(templates) || !EnrolmentLogs.isSettled(logs.requests(), templates)) {
            LOG.atInfo()
                    .addKeyValue("orphans", orphans.size())
                    .addKeyValue("activeEncoder", templates.activeEncoder().orElse("none"))
                    .log("waiting for enrolment to catch up");
            TimeUnit.MILLISECONDS.sleep(RETRY_MS);
            templates = logs.templates();
            orphans.retainAll(templates.exemplarOffsets().keySet());
        }
    }

    private boolean isActive(EnrolmentLogs.Templates templates) {
        String active = templates.activeEncoder().orElse(encoderId);
        if (!active.equals(encoderId) && !takeOver) {
            throw new IllegalStateException(
                    "the gallery log names encoder " + active + " as active, and the model loaded" + " here is "
                            + encoderId + ": load that encoder's model, or start with --take-over");
        }
        return templates.activeEncoder().isPresent() && active.equals(encoderId);
    }
}
