package io.siamese.service.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.events.Probe;
import io.siamese.events.Source;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.serde.Incoming;
import io.siamese.service.flow.Images;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Checks what its deserializer could not see of a record of the topic images: the key, and the digest. */
public final class SubmissionReader {
    /** Longest image id in bytes: it stands in the decision twice, whose size is bounded. */
    public static final int MAX_IMAGE_ID_BYTES = 1024;

    Submission read(Record<byte[], Incoming<Probe>> record, RecordMetadata metadata) {
        Source source = new Source(metadata.topic(), metadata.partition(), metadata.offset());
        byte[] key = record.key();
        Optional<String> text = key == null ? Optional.empty() : imageId(key);
        String imageId = text.orElseGet(() -> position(metadata));
        byte[] decisionKey = key == null || key.length > MAX_IMAGE_ID_BYTES
                ? position(metadata).getBytes(UTF_8)
                : key;
        Probe probe = record.value() instanceof Incoming.Readable<Probe> readable ? readable.value() : new Probe();
        String rejection = key != null && text.isEmpty() ? Reasons.MALFORMED_KEY : rejection(record.value(), text);
        return new Submission(source, decisionKey, imageId, probe, rejection, record.timestamp());
    }

    private static String position(RecordMetadata metadata) {
        return metadata.topic() + "-" + metadata.partition() + "-" + metadata.offset();
    }

    private static @Nullable String rejection(Incoming<Probe> incoming, Optional<String> key) {
        if (incoming instanceof Incoming.Absent<Probe>) {
            return Reasons.NULL_VALUE;
        }
        if (incoming instanceof Incoming.Unreadable<Probe> unreadable) {
            return unreadable.reason();
        }
        return rejection(((Incoming.Readable<Probe>) incoming).value(), key);
    }

    private static @Nullable String rejection(Probe probe, Optional<String> key) {
        if (key.isPresent()
                && !probe.getImageId().isEmpty()
                && !probe.getImageId().equals(key.get())) {
            return Reasons.KEY_MISMATCH;
        }
        return Images.digestAgrees(probe.getImage(), probe.getImageSha256()) ? null : Reasons.DIGEST_MISMATCH;
    }

    /** The key as text: any UTF-8 of 1 to 1,024 bytes. */
    private static Optional<String> imageId(byte[] key) {
        if (key.length == 0 || key.length > MAX_IMAGE_ID_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
