package io.siamese.service.encoders;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.siamese.events.ActiveEncoder;
import io.siamese.events.EncoderAction;
import io.siamese.events.EncoderRequest;
import io.siamese.events.EnrolmentStatus;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.gallerylog.EncoderStanding;
import io.siamese.schemas.gallerylog.LogNote;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import io.siamese.service.enrolment.Claim;
import io.siamese.service.enrolment.Enroller;
import io.siamese.service.gallerylog.EncoderIdentity;
import io.siamese.service.gallerylog.GalleryLogWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests about encoders. The enrolment application of each encoder reads all of them, and that of the encoder that
 * decides answers. The one that is to be activated says in the gallery log what its encoder is and supports, because the other
 * one may not have the file.
 *
 * <p>A request to activate an encoder is held until that encoder has answered every exemplar that this task has. Only this task
 * can know that, because nobody else knows what its transaction holds. So it writes {@code ~encoder} itself, and what it
 * enrols afterwards comes after it in the log. A request that is held is in the task's store: it is answered once, whatever
 * crashes.
 */
public final class EncoderKeeper implements Processor<byte[], byte[], byte[], Object> {
    private static final Logger LOG = LoggerFactory.getLogger(EncoderKeeper.class);
    /** Nobody expects what was asked for longer ago to happen now. */
    static final Duration OLDEST_REQUEST = Duration.ofMinutes(10);

    private static final Duration CHECK_INTERVAL = Duration.ofMillis(100);

    private final EncoderIdentity encoder;
    private final SwitchReview review;
    private final EventReader<EncoderRequest> reader;
    private final Claim claim;
    private final Supplier<Optional<String>> activeEncoder;
    private final Consumer<Boolean> yielding;
    private ProcessorContext<byte[], Object> context;
    private GalleryLogWriter log;
    private SwitchNotes notes;
    private Retirements retirements;
    /** The encoder that this task has made the one that decides, until the log is read that far. */
    private @Nullable String successor;

    /**
     * @param claim when the encoder is named in the log
     * @param activeEncoder the encoder that the log names as it is read now; empty while that is not known
     * @param yielding told whether the task's enrolment is to let another encoder's go first
     */
    public EncoderKeeper(
            EncoderIdentity encoder,
            SwitchReview review,
            EventReader<EncoderRequest> reader,
            Claim claim,
            Supplier<Optional<String>> activeEncoder,
            Consumer<Boolean> yielding) {
        this.encoder = encoder;
        this.review = review;
        this.reader = reader;
        this.claim = claim;
        this.activeEncoder = activeEncoder;
        this.yielding = yielding;
    }

    /** Comes after that of the enroller, which reads the gallery log. */
    @Override
    public void init(ProcessorContext<byte[], Object> processorContext) {
        context = processorContext;
        log = new GalleryLogWriter(encoder.encoderId(), context);
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(Enroller.LEDGER);
        notes = new SwitchNotes(store);
        retirements = new Retirements(store, log, review.otherTemplates(), review.encoderGroups());
        // A task may be taken up again by the same instance, after a transaction that was aborted.
        successor = null;
        yielding.accept(false);
        context.schedule(CHECK_INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::continueRequests);
    }

    @Override
    public void close() {
        yielding.accept(false);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        String key = record.key() == null ? "" : new String(record.key(), ISO_8859_1);
        Incoming<EncoderRequest> incoming = reader.read(record.value(), record.headers());
        incoming.checkLookedUp();
        EncoderRequest request =
                incoming instanceof Incoming.Readable<EncoderRequest> readable ? readable.value() : null;
        if (answers()) {
            refusal(record, incoming)
                    .ifPresentOrElse(
                            reason -> answerRequest(key, EnrolmentStatus.REJECTED, reason, null),
                            () -> answerOrHold(key, Objects.requireNonNull(request)));
        } else if (key.equals(encoder.encoderId())
                && request != null
                && request.getAction() == EncoderAction.ACTIVATE
                && isFresh(record)) {
            stateStanding();
        }
    }

    /** As the encoder that decides, or the one that is about to name itself where the log names none yet. */
    private boolean answers() {
        return namedEncoder().map(encoder.encoderId()::equals).orElse(claim != Claim.WAIT);
    }

    /** The encoder that decides. Where the log is not read yet, the task knows what it has written itself. */
    private Optional<String> namedEncoder() {
        return activeEncoder.get().or(review.enrolled()::activeEncoder);
    }

    private boolean isFresh(Record<byte[], byte[]> record) {
        return context.currentSystemTimeMs() - record.timestamp() <= OLDEST_REQUEST.toMillis();
    }

    /** As the application of the encoder that is asked for. */
    private void stateStanding() {
        List<String> unsupported = review.unsupportedPolicies();
        log.writeStanding(new EncoderStanding(
                encoder.encoderId(),
                encoder.dimension(),
                encoder.similarity(),
                recordOffset(),
                unsupported.isEmpty() ? null : String.join("; ", unsupported)));
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
    private void answerOrHold(String id, EncoderRequest request) {
        boolean retires = request.getAction() == EncoderAction.RETIRE;
        boolean isOurs = id.equals(encoder.encoderId());
        if (isOurs && (retires || namedEncoder().isPresent())) {
            EnrolmentStatus status = retires ? EnrolmentStatus.REJECTED : EnrolmentStatus.ENROLLED;
            answerRequest(id, status, Reasons.ALREADY_ACTIVE, null);
            return;
        }
        boolean loaded = isOurs || review.encoderGroups().isLoaded(id);
        List<TemplateKey> templates = review.otherTemplates().templatesOf(id);
        if (!loaded && templates.isEmpty()) {
            answerRequest(id, EnrolmentStatus.REJECTED, Reasons.UNKNOWN_ENCODER, null);
        } else if (retires && loaded) {
            answerRequest(id, EnrolmentStatus.REJECTED, Reasons.STILL_LOADED, "stop loading it first, then ask again");
        } else if (retires) {
            retirements.beginRetirement(recordOffset(), id, templates);
        } else if (!loaded) {
            answerRequest(id, EnrolmentStatus.REJECTED, Reasons.NOT_LOADED, "load it as encoder.next.model first");
        } else {
            notes.keepRequest(new HeldSwitch(
                    recordOffset(), id, request.getForce(), review.lastExemplar(), context.currentSystemTimeMs()));
        }
    }

    /** Called regularly. Requests wait while the log that is read names no encoder. */
    private void continueRequests(long now) {
        activeEncoder.get().ifPresent(named -> checkRequests(named, now));
        retirements.removeNextParts();
    }

    private void checkRequests(String named, long now) {
        boolean isOurs = named.equals(encoder.encoderId());
        if (!isOurs) {
            successor = null;
        } else if (successor == null && !review.enrolled().activeEncoder().equals(Optional.of(named))) {
            // Another encoder's application has handed over.
            review.enrolled().activate(named);
        }
        boolean yields = false;
        for (HeldSwitch held : notes.heldRequests()) {
            yields |= !trySettle(held, successor == null ? named : successor, now);
        }
        yielding.accept(yields);
    }

    /** Answers a request if it can, and returns false if only what came after its bound is in the way. */
    private boolean trySettle(HeldSwitch held, String deciding, long now) {
        Optional<EncoderStanding> standing =
                review.otherTemplates().standing(held.encoderId()).filter(stated -> stated.request() >= held.request());
        Optional<LogNote> answer = answerWithoutSwitch(held, deciding, standing, now);
        if (answer.isPresent()) {
            answerHeld(held, answer.get());
        } else if (standing.isPresent() && review.isCovered(held)) {
            activate(held, standing.get());
        } else if (held.isOverdue(now)) {
            answerHeld(held, refusalOf(held, Reasons.NOT_COVERED, review.describeShare(held)));
        } else {
            return standing.isEmpty() || !review.hasReachedBound(held);
        }
        return true;
    }

    /** What answers a request however much its encoder has embedded. */
    private Optional<LogNote> answerWithoutSwitch(
            HeldSwitch held, String deciding, Optional<EncoderStanding> standing, long now) {
        if (deciding.equals(held.encoderId())) {
            return Optional.of(
                    new LogNote(EnrolmentStatus.ENROLLED, Reasons.ALREADY_ACTIVE, null, null, false, held.request()));
        }
        if (!deciding.equals(encoder.encoderId())) {
            String why = "another encoder has become the one that decides meanwhile: ask again";
            return Optional.of(refusalOf(held, Reasons.NOT_COVERED, why));
        }
        if (now - held.takenAt() > OLDEST_REQUEST.toMillis()) {
            return Optional.of(refusalOf(held, Reasons.REQUEST_TOO_OLD, null));
        }
        return held.force()
                ? Optional.empty()
                : standing.map(EncoderStanding::unsupported)
                        .map(policies -> refusalOf(held, Reasons.UNSUPPORTED_POLICY, policies));
    }

    private static LogNote refusalOf(HeldSwitch held, String reason, @Nullable String detail) {
        return new LogNote(EnrolmentStatus.REJECTED, reason, detail, null, false, held.request());
    }

    private void activate(HeldSwitch held, EncoderStanding standing) {
        String id = held.encoderId();
        notes.forgetRequest(held);
        successor = id;
        review.enrolled().activate(id);
        log.writeActivation(
                new ActiveEncoder(
                        id,
                        standing.dimension(),
                        standing.similarity(),
                        Instant.ofEpochMilli(context.currentSystemTimeMs())),
                new LogNote(EnrolmentStatus.ENROLLED, null, review.describeLosses(id), null, false, held.request()));
        LOG.atInfo()
                .addKeyValue("encoder", id)
                .addKeyValue("before", encoder.encoderId())
                .log("activated as asked");
    }

    private void answerHeld(HeldSwitch held, LogNote answer) {
        notes.forgetRequest(held);
        answerRequest(held.encoderId(), answer);
    }

    private void answerRequest(String key, EnrolmentStatus status, @Nullable String reason, @Nullable String detail) {
        answerRequest(key, new LogNote(status, reason, detail, null, false, recordOffset()));
    }

    private void answerRequest(String key, LogNote note) {
        log.writeAnswer(key.getBytes(ISO_8859_1), note);
    }

    private long recordOffset() {
        return context.recordMetadata().orElseThrow().offset();
    }
}
