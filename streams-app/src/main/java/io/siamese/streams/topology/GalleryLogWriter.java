package io.siamese.streams.topology;

import static io.siamese.streams.topology.EnrolmentTopology.GALLERY_LOG;

import io.siamese.events.ActiveEncoder;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.Template;
import io.siamese.schemas.key.GalleryLogKey;
import java.util.Arrays;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Writes one encoder's part of the gallery log, within the transaction of the enrolment task. */
final class GalleryLogWriter {
    /** A valid key has at most 3 segments of 128 bytes, each byte escaped to 3, and 2 slashes; longer ones are cut. */
    private static final int MAX_KEY_BYTES = 2048;

    private final String encoderId;
    private final ProcessorContext<byte[], Object> context;

    GalleryLogWriter(String encoderId, ProcessorContext<byte[], Object> context) {
        this.encoderId = encoderId;
        this.context = context;
    }

    /** Writes a template; flags in it become the status FLAGGED. */
    void enrolled(byte[] exemplarKey, Template template, boolean replaced) {
        boolean flagged = !template.getFlags().isEmpty();
        LogNote note = new LogNote(
                flagged ? EnrolmentStatus.FLAGGED : EnrolmentStatus.ENROLLED,
                flagged ? template.getFlags().get(0) : null,
                replaced);
        forward(templateKey(exemplarKey), template, note.headers());
    }

    /** Writes a tombstone: there is no template of this key, whatever there was. */
    void removed(byte[] exemplarKey, EnrolmentStatus status, @Nullable String reason, boolean replaced) {
        forward(templateKey(exemplarKey), null, new LogNote(status, reason, replaced).headers());
    }

    /** Makes an encoder the one that decides from here on. */
    void activated(ActiveEncoder encoder) {
        forward(new GalleryLogKey.ActiveEncoderKey().bytes(), encoder, new RecordHeaders());
    }

    private byte[] templateKey(byte[] exemplarKey) {
        byte[] cut = exemplarKey.length <= MAX_KEY_BYTES ? exemplarKey : Arrays.copyOf(exemplarKey, MAX_KEY_BYTES);
        return new GalleryLogKey.TemplateKey(encoderId, cut).bytes();
    }

    private void forward(byte[] key, @Nullable SpecificRecord value, Headers headers) {
        context.forward(new Record<>(key, value, context.currentSystemTimeMs(), headers), GALLERY_LOG);
    }
}
