package io.siamese.service.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.events.Probe;
import io.siamese.events.Source;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.sealing.SealedPlace;
import io.siamese.schemas.serde.ProbeReader;
import io.siamese.service.batching.RawRecord;
import io.siamese.service.fetching.ImageReference;
import io.siamese.service.fetching.References;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.flow.Images;
import io.siamese.service.flow.Result;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of the topic images, and refuses what can be refused before an image is decoded: by the key, the fields and
 * the digest. Thread-safe.
 */
public final class SubmissionReader {
    /** Longest image id in bytes: it stands in the decision twice, whose size is bounded. */
    public static final int MAX_IMAGE_ID_BYTES = 1024;

    private final ProbeReader reader;

    public SubmissionReader(ProbeReader reader) {
        this.reader = reader;
    }

    Submission readSubmission(RawRecord record) {
        byte[] key = record.key();
        Source source = new Source(record.topic(), record.partition(), record.offset(), "");
        Optional<String> text = imageId(key);
        return new Submission(
                source,
                key == null || key.length > MAX_IMAGE_ID_BYTES
                        ? position(record).getBytes(UTF_8)
                        : key,
                text.orElseGet(() -> position(record)),
                record.at(),
                readForKey(record, text).flatMap(SubmissionReader::digested));
    }

    /** Where a record's image lies. Empty too if the record is refused, because nobody takes its image then. */
    public Optional<ImageReference> reference(RawRecord record) {
        return readForKey(record, imageId(record.key()))
                .fold(
                        probe -> Optional.ofNullable(
                                References.findReference(probe, record.topic(), record.partition(), record.offset())),
                        reason -> Optional.empty());
    }

    /** What a record's image must have been encrypted for. Empty if the record is refused. */
    public Optional<SealedPlace> sealedPlace(RawRecord record) {
        Optional<String> id = imageId(record.key());
        return readForKey(record, id)
                .fold(
                        probe -> Optional.of(
                                SealedPlace.probe(probe.getGallery(), id.orElseGet(() -> position(record)))),
                        reason -> Optional.empty());
    }

    private static String position(RawRecord record) {
        return record.topic() + "-" + record.partition() + "-" + record.offset();
    }

    private Result<Probe> readForKey(RawRecord record, Optional<String> id) {
        return record.key() != null && id.isEmpty()
                ? new Result.Rejection<>(Reasons.MALFORMED_KEY)
                : EventSerdes.toResult(reader.read(record.value(), record.headers()))
                        .flatMap(probe -> checkImageId(probe, id));
    }

    private static Result<Probe> checkImageId(Probe probe, Optional<String> id) {
        boolean isAnother = id.isPresent()
                && !probe.getImageId().isEmpty()
                && !probe.getImageId().equals(id.get());
        return isAnother ? new Result.Rejection<>(Reasons.KEY_MISMATCH) : new Result.Success<>(probe);
    }

    private static Result<Probe> digested(Probe probe) {
        String stated = probe.getImageSha256();
        // The digest of an image that lies elsewhere is checked when it is fetched.
        boolean isElsewhere = probe.getImageUri() != null && !probe.getImage().hasRemaining();
        return !isElsewhere
                        && Images.isStated(stated)
                        && !Images.sha256(probe.getImage()).equals(stated)
                ? new Result.Rejection<>(Reasons.DIGEST_MISMATCH)
                : new Result.Success<>(probe);
    }

    /** The key as text: any UTF-8 of 1 to 1,024 bytes. */
    private static Optional<String> imageId(byte @Nullable [] key) {
        if (key == null || key.length == 0 || key.length > MAX_IMAGE_ID_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
