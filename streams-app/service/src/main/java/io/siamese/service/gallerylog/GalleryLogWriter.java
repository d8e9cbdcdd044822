package io.siamese.service.gallerylog;

import static io.siamese.service.flow.NodeNames.GALLERY_LOG;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.siamese.events.ActiveEncoder;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.Template;
import io.siamese.schemas.gallerylog.EncoderStanding;
import io.siamese.schemas.gallerylog.GalleryLogParser;
import io.siamese.schemas.gallerylog.LogNote;
import io.siamese.schemas.gallerylog.PictureNote;
import io.siamese.schemas.key.GalleryLogKey;
import io.siamese.schemas.key.ReceiptKey;
import java.util.Arrays;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Writes one encoder's part of the gallery log, within the transaction of the enrolment task. */
public final class GalleryLogWriter {
    /** Begins the key of a policy's status, and of the log's record of one that was refused. */
    private static final String POLICY = GalleryLogParser.REFUSED_POLICY;
    /** Begins the key of the status of a request about an encoder, and of the log's record of its answer. */
    public static final String ENCODER = "~encoder/";
    /** Begins the key of the status of an exemplar whose own key begins with '~': keys that do are the service's. */
    static final String EXEMPLAR = "~exemplar/";

    /** Begins the key of a record that asks for a status to be cleared. */
    public static final String CLEAR = "~clear/";
    /** Key of a record that says nothing, and of the same in the topics of exemplars and statuses. */
    public static final String ROLL = "~roll";
    /** Header of a receipt: an ExemplarStatus as in topic exemplar-status. */
    public static final String RECEIPT = "erasure-receipt";

    /** A valid key has at most 3 segments of 128 bytes, each byte escaped to 3, and 2 slashes; longer ones are cut. */
    private static final int MAX_KEY_BYTES = 2048;

    private final String encoderId;
    private final ProcessorContext<byte[], Object> context;

    public GalleryLogWriter(String encoderId, ProcessorContext<byte[], Object> context) {
        this.encoderId = encoderId;
        this.context = context;
    }

    /** Writes a template; flags in it become the status FLAGGED. */
    public void writeTemplate(byte[] exemplarKey, Template template, boolean replaced, PictureNote picture) {
        boolean flagged = !template.getFlags().isEmpty();
        LogNote note = new LogNote(
                flagged ? EnrolmentStatus.FLAGGED : EnrolmentStatus.ENROLLED,
                flagged ? template.getFlags().get(0) : null,
                null,
                template.getRelated(),
                replaced,
                template.getExemplarOffset());
        forward(templateKey(exemplarKey), template, picture.addTo(note.headers()));
    }

    /**
     * Writes a tombstone: there is no template of this key, whatever there was.
     *
     * @param source offset of the record that this is the answer to; -1: of none
     */
    public void writeRemoval(
            byte[] exemplarKey, EnrolmentStatus status, @Nullable String reason, boolean replaced, long source) {
        LogNote note = new LogNote(status, reason, null, null, replaced, source);
        forward(tombstoneKey(exemplarKey), null, note.headers());
    }

    /**
     * Writes the tombstone of an exemplar that is rejected.
     *
     * @param picture what its status repeats
     * @param source offset of its record
     */
    public void writeRejection(byte[] exemplarKey, String reason, boolean replaced, PictureNote picture, long source) {
        LogNote note = new LogNote(EnrolmentStatus.REJECTED, reason, null, null, replaced, source);
        forward(tombstoneKey(exemplarKey), null, picture.addTo(note.headers()));
    }

    private byte[] tombstoneKey(byte[] exemplarKey) {
        return templateKey(isReserved(exemplarKey) ? prefixed(EXEMPLAR, exemplarKey) : exemplarKey);
    }

    /** Writes a tombstone for a template of another encoder, whose application may not run any more. */
    public void writeRemovalOfAnother(GalleryLogKey.TemplateKey key, String reason, long source) {
        forward(key.bytes(), null, new LogNote(EnrolmentStatus.REVOKED, reason, null, null, true, source).headers());
    }

    /**
     * Writes the receipt of an erasure, from whose offset on nothing of it is in the log.
     *
     * @param receipt an ExemplarStatus in the contract's encoding, without the epoch
     */
    public void writeReceipt(ReceiptKey key, byte[] receipt) {
        Headers headers = new LogNote(EnrolmentStatus.REVOKED, null, null, null, false, key.offset()).headers();
        forward(templateKey(key.text().getBytes(US_ASCII)), null, headers.add(RECEIPT, receipt));
    }

    /** Asks for the status under a key to be cleared. */
    public void writeStatusClearing(String statusKey) {
        forward(templateKey((CLEAR + statusKey).getBytes(US_ASCII)), null, new RecordHeaders());
    }

    /** Writes a record that says nothing, so that the log's segment is closed and compacted. */
    public void writeSegmentRoll() {
        forward(templateKey(ROLL.getBytes(US_ASCII)), null, new RecordHeaders());
    }

    /** Makes an encoder the one that decides from here on, because the log names none or it takes over. */
    public void writeActivation(ActiveEncoder encoder) {
        forward(new GalleryLogKey.ActiveEncoderKey().bytes(), encoder, new RecordHeaders());
    }

    /** Makes an encoder the one that decides from here on, because somebody asked for it. */
    public void writeActivation(ActiveEncoder encoder, LogNote note) {
        forward(new GalleryLogKey.ActiveEncoderKey().bytes(), encoder, note.headersBy(encoderId));
    }

    /**
     * Answers a request about an encoder that does not make it the one that decides.
     *
     * @param requestKey key of the request as received
     */
    public void writeAnswer(byte[] requestKey, LogNote note) {
        forward(templateKey(prefixed(ENCODER, requestKey)), null, note.headers());
    }

    /** Says what this encoder is, for the application of the encoder that decides. */
    public void writeStanding(EncoderStanding standing) {
        forward(templateKey(EncoderStanding.KEY.getBytes(US_ASCII)), null, standing.headers());
    }

    /** Makes a policy the one that decides from here on. */
    public void writePolicy(GalleryLogKey.PolicyKey key, EffectivePolicy policy, LogNote note) {
        forward(key.bytes(), policy, note.headersBy(encoderId));
    }

    /** Removes a policy. */
    public void writePolicyRemoval(GalleryLogKey.PolicyKey key, LogNote note) {
        forward(key.bytes(), null, note.headersBy(encoderId));
    }

    /**
     * Writes down that a request for a policy is refused: under a key of its own, so that the policy in force stays, and with
     * a value that says no more than by which calibration, since a tombstone would be gone one day and the request would
     * seem to be unanswered.
     *
     * @param requestKey key of the request as received
     * @param calibrationId that the request was checked against; null: there is none
     */
    public void writeRefusal(byte[] requestKey, @Nullable String calibrationId, LogNote note) {
        EffectivePolicy refused =
                EffectivePolicy.newBuilder().setCalibrationId(calibrationId).build();
        forward(templateKey(prefixed(POLICY, requestKey)), refused, note.headersBy(encoderId));
    }

    private static boolean isReserved(byte[] exemplarKey) {
        return exemplarKey.length > 0 && exemplarKey[0] == '~';
    }

    private static byte[] prefixed(String prefix, byte[] key) {
        byte[] whole = Arrays.copyOf(prefix.getBytes(US_ASCII), prefix.length() + key.length);
        System.arraycopy(key, 0, whole, prefix.length(), key.length);
        return whole;
    }

    /** Whether a status of this key answers a request, for a policy or about an encoder. */
    public static boolean isOfRequest(byte[] statusKey) {
        String key = new String(statusKey, ISO_8859_1);
        return key.startsWith(POLICY) || key.startsWith(ENCODER);
    }

    private byte[] templateKey(byte[] exemplarKey) {
        byte[] cut = exemplarKey.length <= MAX_KEY_BYTES ? exemplarKey : Arrays.copyOf(exemplarKey, MAX_KEY_BYTES);
        return new GalleryLogKey.TemplateKey(encoderId, cut).bytes();
    }

    private void forward(byte[] key, @Nullable SpecificRecord value, Headers headers) {
        context.forward(new Record<>(key, value, context.currentSystemTimeMs(), headers), GALLERY_LOG);
    }
}
