package io.siamese.service.encoders;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.siamese.events.ActiveEncoder;
import io.siamese.events.EncoderAction;
import io.siamese.events.EncoderRequest;
import io.siamese.events.EnrolmentStatus;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.gallerylog.LogNote;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import io.siamese.service.gallerylog.EncoderIdentity;
import io.siamese.service.gallerylog.GalleryLogWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests about encoders. Each encoder's enrolment application reads all of them. To activate an encoder is up to its
 * own application, because it knows what it has embedded: its templates come before its {@code ~encoder} in the same
 * transactions. Everything else is answered by the application of the encoder that decides.
 *
 * <p>It keeps no state. Request and answer are in one transaction, so a crash leaves both or neither.
 */
public final class EncoderKeeper implements Processor<byte[], byte[], byte[], Object> {
    private static final Logger LOG = LoggerFactory.getLogger(EncoderKeeper.class);
    /** Nobody expects what was asked for longer ago to happen now. */
    static final Duration OLDEST_REQUEST = Duration.ofMinutes(10);

    private final EncoderIdentity encoder;
    private final SwitchReview review;
    private final EventReader<EncoderRequest> reader;
    private final Supplier<Optional<String>> activeEncoder;
    private final EncoderGroups groups;
    private ProcessorContext<byte[], Object> context;
    private GalleryLogWriter log;

    /** @param activeEncoder the encoder that the log names as it is read now; empty while that is not known */
    public EncoderKeeper(
            EncoderIdentity encoder,
            SwitchReview review,
            EventReader<EncoderRequest> reader,
            Supplier<Optional<String>> activeEncoder,
            EncoderGroups groups) {
        this.encoder = encoder;
        this.review = review;
        this.reader = reader;
        this.activeEncoder = activeEncoder;
        this.groups = groups;
    }

    @Override
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
        log = new GalleryLogWriter(encoder.encoderId(), context);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        String active = active();
        String key = record.key() == null ? "" : new String(record.key(), ISO_8859_1);
        boolean isOurs = key.equals(encoder.encoderId());
        Incoming<EncoderRequest> incoming = reader.read(record.value(), record.headers());
        incoming.checkLookedUp();
        EncoderAction action = incoming instanceof Incoming.Readable<EncoderRequest> request
                ? request.value().getAction()
                : null;
        if (active.equals(encoder.encoderId())) {
            refusal(record, incoming)
                    .ifPresentOrElse(
                            reason -> answer(key, EnrolmentStatus.REJECTED, reason, null),
                            () -> decide(key, action == EncoderAction.RETIRE));
        } else if (isOurs && action == EncoderAction.ACTIVATE && isFresh(record)) {
            activate(
                    active,
                    ((Incoming.Readable<EncoderRequest>) incoming).value().getForce());
        }
    }

    /** Where the log is not read yet, the task knows what it has written itself. */
    private String active() {
        return activeEncoder.get().or(review.enrolled()::activeEncoder).orElse("");
    }

    private boolean isFresh(Record<byte[], byte[]> record) {
        return context.currentSystemTimeMs() - record.timestamp() <= OLDEST_REQUEST.toMillis();
    }

    /** Why a request is none, whatever encoder it is about. */
    private Optional<String> refusal(Record<byte[], byte[]> record, Incoming<EncoderRequest> incoming) {
        if (record.key() == null || !TemplateKey.isEncoderId(new String(record.key(), ISO_8859_1))) {
            return Optional.of(Reasons.MALFORMED_KEY);
        }
        if (record.value() == null) {
            return Optional.of(Reasons.NULL_VALUE);
        }
        if (incoming instanceof Incoming.Unreadable<EncoderRequest> unreadable) {
            return Optional.of(unreadable.reason());
        }
        if (!isFresh(record)) {
            return Optional.of(Reasons.REQUEST_TOO_OLD);
        }
        return ((Incoming.Readable<EncoderRequest>) incoming).value().getAction() == EncoderAction.UNKNOWN
                ? Optional.of(Reasons.UNKNOWN_ACTION)
                : Optional.empty();
    }

    /** As the application of the encoder that decides. */
    private void decide(String id, boolean retires) {
        boolean isActive = id.equals(encoder.encoderId());
        if (isActive) {
            EnrolmentStatus status = retires ? EnrolmentStatus.REJECTED : EnrolmentStatus.ENROLLED;
            answer(id, status, Reasons.ALREADY_ACTIVE, null);
            return;
        }
        boolean loaded = groups.isLoaded(id);
        List<TemplateKey> templates = review.others().ofEncoder(id);
        if (!loaded && templates.isEmpty()) {
            answer(id, EnrolmentStatus.REJECTED, Reasons.UNKNOWN_ENCODER, null);
        } else if (retires && loaded) {
            answer(id, EnrolmentStatus.REJECTED, Reasons.STILL_LOADED, "stop loading it first, then ask again");
        } else if (retires) {
            retire(id, templates);
        } else if (!loaded) {
            answer(id, EnrolmentStatus.REJECTED, Reasons.NOT_LOADED, "load it as encoder.next.model first");
        }
    }

    private void retire(String id, List<TemplateKey> templates) {
        groups.forget(id);
        templates.forEach(key -> log.removedOfAnother(key, Reasons.RETIRED, -1));
        answer(id, EnrolmentStatus.REVOKED, Reasons.RETIRED, templates.size() + " templates removed");
    }

    /** As the application of an encoder that waits. */
    private void activate(String active, boolean force) {
        String id = encoder.encoderId();
        Optional<String> notCovered = review.notCovered(active);
        List<String> unsupported = review.unsupportedPolicies();
        String losses = review.losses(active);
        if (notCovered.isPresent()) {
            answer(id, EnrolmentStatus.REJECTED, Reasons.NOT_COVERED, notCovered.get());
        } else if (!unsupported.isEmpty() && !force) {
            answer(id, EnrolmentStatus.REJECTED, Reasons.UNSUPPORTED_POLICY, String.join("; ", unsupported));
        } else {
            review.enrolled().activate(id);
            log.activated(
                    new ActiveEncoder(
                            id,
                            encoder.dimension(),
                            encoder.similarity(),
                            Instant.ofEpochMilli(context.currentSystemTimeMs())),
                    note(EnrolmentStatus.ENROLLED, null, losses));
            LOG.atInfo()
                    .addKeyValue("encoder", id)
                    .addKeyValue("before", active)
                    .log("activated as asked");
        }
    }

    private void answer(String key, EnrolmentStatus status, @Nullable String reason, @Nullable String detail) {
        log.answered(key.getBytes(ISO_8859_1), note(status, reason, detail));
    }

    private LogNote note(EnrolmentStatus status, @Nullable String reason, @Nullable String detail) {
        long offset = context.recordMetadata().orElseThrow().offset();
        return new LogNote(status, reason, detail, null, false, offset);
    }
}
