package io.siamese.service.policy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.siamese.events.EffectivePolicy;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.PolicyRequest;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.gallerylog.LogNote;
import io.siamese.schemas.key.GalleryLogKey.PolicyKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import io.siamese.service.enrolment.EnrolledTemplates;
import io.siamese.service.gallerylog.EncoderIdentity;
import io.siamese.service.gallerylog.EnrolmentLogs;
import io.siamese.service.gallerylog.GalleryLogSnapshot;
import io.siamese.service.gallerylog.GalleryLogWriter;
import io.siamese.service.matching.PolicyCheck;
import io.siamese.service.matching.PolicyRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests for policies: what the calibration supports goes into the gallery log, the rest is refused, and every
 * answer leaves a record there. Only the application of the encoder that decides answers; another one keeps the requests in
 * mind for the gates of its enrolment. When the task starts, when its encoder becomes the one that decides, and after a
 * gap, the log is made true to the topic: open requests are answered, and policies that nobody asks for any more are removed.
 * If the log has no policy for a gallery and its newest request was refused, the newest acceptable earlier request applies.
 */
public final class PolicyKeeper implements Processor<byte[], byte[], byte[], Object> {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyKeeper.class);
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(100);

    private final EncoderIdentity encoder;
    private final PolicyCheck check;
    private final EventReader<PolicyRequest> reader;
    private final EnrolmentLogs logs;
    private final EnrolledTemplates enrolled;
    private final Supplier<Optional<String>> activeEncoder;
    private final Duration gap;
    /** By their keys, a character a byte, like all that follows. */
    private final Map<String, EnrolmentLogs.Request> requests = new HashMap<>();
    /** The last one that can be kept, where it was not taken back since. */
    private final Map<String, EnrolmentLogs.Request> lastGood = new HashMap<>();

    private final Set<String> inForce = new HashSet<>();
    private final Map<String, GalleryLogSnapshot.Answer> answered = new HashMap<>();
    private ProcessorContext<byte[], Object> context;
    private GalleryLogWriter log;
    private boolean settled;
    /** Whether another encoder has taken over since this one decided. */
    private boolean lostTo;

    private boolean decided;
    private long lastCheck;

    /**
     * @param activeEncoder the encoder that the log names as it is read here: another one may take over while this task
     *     runs; empty while that is not known
     * @param gap time without a check after which a tombstone may have been missed
     */
    public PolicyKeeper(
            EncoderIdentity encoder,
            PolicyCheck check,
            EventReader<PolicyRequest> reader,
            EnrolmentLogs logs,
            EnrolledTemplates enrolled,
            Supplier<Optional<String>> activeEncoder,
            Duration gap) {
        this.encoder = encoder;
        this.check = check;
        this.reader = reader;
        this.logs = logs;
        this.enrolled = enrolled;
        this.activeEncoder = activeEncoder;
        this.gap = gap;
    }

    /** Comes after that of the enroller, which reads the gallery log. */
    @Override
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
        log = new GalleryLogWriter(encoder.encoderId(), context);
        // A task may be taken up again by the same instance, after a transaction that was aborted.
        settled = false;
        decided = false;
        lostTo = false;
        inForce.clear();
        answered.clear();
        GalleryLogSnapshot atStart = logs.galleryLog();
        inForce.addAll(atStart.policies().keySet());
        atStart.policies().forEach(this::governGates);
        answered.putAll(atStart.answered());
        readRequests();
        lastCheck = context.currentSystemTimeMs();
        context.schedule(CHECK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::runCheck);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        long offset = context.recordMetadata().orElseThrow().offset();
        // A compacted topic takes no record without a key; one that was not always compacted may hold some.
        String key = record.key() == null ? "" : new String(record.key(), ISO_8859_1);
        EnrolmentLogs.Request latest = requests.get(key);
        if (latest == null || latest.offset() < offset) {
            latest = new EnrolmentLogs.Request(offset, record.value(), record.headers());
            noteRequest(key, latest);
        }
        if (decides()) {
            settleRequests();
            answerIfNew(key, latest);
        }
    }

    private void runCheck(long now) {
        if (now - lastCheck > gap.toMillis()) {
            LOG.atWarn().addKeyValue("gapMs", now - lastCheck).log("a long gap: policies are read anew");
            readRequests();
            settled = false;
        }
        lastCheck = now;
        if (decides()) {
            settleRequests();
        }
    }

    private void readRequests() {
        requests.clear();
        lastGood.clear();
        logs.requests(this::noteRequest);
    }

    /** Once another encoder has taken over, this one is only told so by the log. */
    private boolean decides() {
        boolean decides = isNamed();
        if (decides && lostTo) {
            takeBack();
        }
        lostTo = !decides && (lostTo || decided);
        decided = decides;
        return decides;
    }

    /** Another encoder has answered meanwhile, by its own calibration. */
    private void takeBack() {
        inForce.clear();
        inForce.addAll(logs.galleryLogAsRead().policies().keySet());
        answered.clear();
        settled = false;
    }

    private boolean isNamed() {
        return enrolled.activeEncoder().filter(encoder.encoderId()::equals).isPresent()
                && activeEncoder
                        .get()
                        .filter(id -> !id.equals(encoder.encoderId()))
                        .isEmpty();
    }

    private void settleRequests() {
        if (settled) {
            return;
        }
        settled = true;
        List<String> gone = new ArrayList<>(inForce);
        gone.removeAll(requests.keySet());
        gone.forEach(this::removeGone);
        requests.forEach(this::answerIfNew);
    }

    private void removeGone(String key) {
        try {
            removePolicy(PolicyKey.ofRequest(key.getBytes(ISO_8859_1)), key, Reasons.REQUEST_GONE, -1);
        } catch (MalformedKeyException e) {
            throw new IllegalStateException("a policy in force has the key " + key, e);
        }
    }

    private void answerIfNew(String key, EnrolmentLogs.Request request) {
        GalleryLogSnapshot.Answer answer = answered.get(key);
        if (answer != null && answer.offset() >= request.offset() && !isCheckedByAnother(answer, request)) {
            return;
        }
        EnrolmentLogs.Request good = lastGood.get(key);
        if (answer == null && !inForce.contains(key) && good != null && good.offset() < request.offset()) {
            answerRequest(key, good);
        }
        answered.put(key, new GalleryLogSnapshot.Answer(request.offset(), calibrationId()));
        answerRequest(key, request);
    }

    /** Another calibration may promise more, or less. */
    private boolean isCheckedByAnother(GalleryLogSnapshot.Answer answer, EnrolmentLogs.Request request) {
        return answer.offset() == request.offset()
                && request.value() != null
                && !Objects.equals(answer.calibrationId(), calibrationId());
    }

    private @Nullable String calibrationId() {
        return check.calibration() == null ? null : check.calibration().calibrationId();
    }

    private void answerRequest(String key, EnrolmentLogs.Request request) {
        try {
            PolicyKey policyKey = PolicyKey.ofRequest(key.getBytes(ISO_8859_1));
            if (request.value() == null) {
                removePolicy(policyKey, key, inForce.contains(key) ? null : Reasons.NOT_ENROLLED, request.offset());
            } else if (checked(policyKey, request) instanceof PolicyCheck.Accepted accepted) {
                putInForce(policyKey, key, accepted, request.offset());
            } else {
                refuseRequest(key, (PolicyCheck.Refused) checked(policyKey, request), request.offset());
            }
        } catch (MalformedKeyException e) {
            refuseRequest(
                    key,
                    new PolicyCheck.Refused(Reasons.MALFORMED_KEY, String.valueOf(e.getMessage())),
                    request.offset());
        }
    }

    private PolicyCheck.Answer checked(PolicyKey key, EnrolmentLogs.Request request) {
        Incoming<PolicyRequest> incoming = reader.read(request.value(), request.headers());
        incoming.checkLookedUp();
        if (incoming instanceof Incoming.Unreadable<PolicyRequest> unreadable) {
            return new PolicyCheck.Refused(unreadable.reason(), unreadable.detail());
        }
        PolicyRequest wanted = ((Incoming.Readable<PolicyRequest>) incoming).value();
        String gallery = key.isOfEveryOther() ? key.segment() : key.gallery();
        if (!wanted.getGallery().isEmpty() && !wanted.getGallery().equals(gallery)) {
            return new PolicyCheck.Refused(
                    Reasons.KEY_MISMATCH, "gallery '" + wanted.getGallery() + "' under the key of '" + gallery + "'");
        }
        return check.checkRequest(key.segment(), version(request), wanted);
    }

    private static long version(EnrolmentLogs.Request request) {
        return request.offset() + 1;
    }

    private void putInForce(PolicyKey policyKey, String key, PolicyCheck.Accepted accepted, long offset) {
        boolean replaced = !inForce.add(key);
        enrolled.setPolicy(policyKey.gallery(), accepted.rules());
        log.writePolicy(
                policyKey,
                accepted.toEffectivePolicy(Instant.ofEpochMilli(context.currentSystemTimeMs())),
                new LogNote(EnrolmentStatus.ENROLLED, null, accepted.detail(), null, replaced, offset));
    }

    private void refuseRequest(String key, PolicyCheck.Refused refused, long offset) {
        LogNote note = new LogNote(EnrolmentStatus.REJECTED, refused.reason(), refused.detail(), null, false, offset);
        LOG.atWarn()
                .addKeyValue("reason", note.reason())
                .addKeyValue("detail", note.detail())
                .log("a policy is refused");
        log.writeRefusal(key.getBytes(ISO_8859_1), calibrationId(), note);
    }

    private void removePolicy(PolicyKey policyKey, String key, @Nullable String reason, long offset) {
        boolean replaced = inForce.remove(key);
        enrolled.setPolicy(policyKey.gallery(), null);
        log.writePolicyRemoval(policyKey, new LogNote(EnrolmentStatus.REVOKED, reason, null, null, replaced, offset));
    }

    /** For the gates too: while another encoder decides, or none yet, its enrolment is held to the same requests. */
    private void noteRequest(String key, EnrolmentLogs.Request request) {
        requests.put(key, request);
        try {
            PolicyKey policyKey = PolicyKey.ofRequest(key.getBytes(ISO_8859_1));
            if (request.value() == null) {
                lastGood.remove(key);
                enrolled.setPolicy(policyKey.gallery(), null);
            } else if (checked(policyKey, request) instanceof PolicyCheck.Accepted accepted) {
                lastGood.put(key, request);
                enrolled.setPolicy(policyKey.gallery(), accepted.rules());
            }
        } catch (MalformedKeyException e) {
            LOG.debug("a key of policies that names no gallery: its answer will say so");
        }
    }

    private void governGates(String key, EffectivePolicy policy) {
        try {
            enrolled.setPolicy(PolicyKey.ofRequest(key.getBytes(ISO_8859_1)).gallery(), PolicyRules.of(policy));
        } catch (MalformedKeyException e) {
            throw new IllegalStateException("the gallery log holds a policy under no gallery's key: " + key, e);
        }
    }
}
