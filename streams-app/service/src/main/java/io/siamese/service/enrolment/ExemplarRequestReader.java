package io.siamese.service.enrolment;

import io.siamese.events.Exemplar;
import io.siamese.events.ExemplarKind;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.schemas.sealing.SealedPlace;
import io.siamese.schemas.serde.ExemplarReader;
import io.siamese.service.batching.RawRecord;
import io.siamese.service.fetching.ImageReference;
import io.siamese.service.fetching.References;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.flow.Images;
import io.siamese.service.flow.Result;
import io.siamese.service.matching.Gates;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of the topic exemplars, and refuses what can be refused before an image is decoded: by the key, the fields
 * and the digest. Thread-safe.
 */
final class ExemplarRequestReader {
    private static final byte[] NO_KEY = {};

    private final ExemplarReader reader;
    private final String encoderId;
    private final Function<String, Gates> gates;

    /**
     * @param encoderId the encoder whose application reads, and takes the images that lie elsewhere
     * @param gates of a gallery by its name, as they are now
     */
    ExemplarRequestReader(ExemplarReader reader, String encoderId, Function<String, Gates> gates) {
        this.reader = reader;
        this.encoderId = encoderId;
        this.gates = gates;
    }

    ExemplarRequest readRequest(RawRecord record) {
        try {
            ExemplarKey key = parseKey(record);
            if (record.value() == null) {
                return new ExemplarRequest.Removal(key);
            }
            return key.isPrefix()
                    ? new ExemplarRequest.Refusal(Reasons.PREFIX_WITH_VALUE)
                    : enrolment(key, gates.apply(key.gallery()), record);
        } catch (MalformedKeyException e) {
            return new ExemplarRequest.Refusal(Reasons.MALFORMED_KEY);
        }
    }

    private static ExemplarKey parseKey(RawRecord record) throws MalformedKeyException {
        // A compacted topic takes no record without a key; one that was not always compacted may hold some.
        return ExemplarKey.parse(record.key() == null ? NO_KEY : record.key());
    }

    /** Where a record's image lies. Empty too if the record is refused, because nobody takes its image then. */
    Optional<ImageReference> reference(RawRecord record) {
        try {
            ExemplarKey key = parseKey(record);
            return record.value() == null || key.isPrefix()
                    ? Optional.empty()
                    : readForKey(key, record)
                            .fold(
                                    exemplar -> Optional.ofNullable(reference(exemplar, record)),
                                    reason -> Optional.empty());
        } catch (MalformedKeyException e) {
            return Optional.empty();
        }
    }

    /** What a record's image must have been encrypted for. Empty if its key names no exemplar. */
    Optional<SealedPlace> sealedPlace(RawRecord record) {
        try {
            return Optional.of(parseKey(record)).filter(key -> !key.isPrefix()).map(SealedPlace::exemplar);
        } catch (MalformedKeyException e) {
            return Optional.empty();
        }
    }

    private @Nullable ImageReference reference(Exemplar exemplar, RawRecord record) {
        ImageReference reference =
                References.findReference(exemplar, record.topic(), record.partition(), record.offset());
        return reference == null ? null : reference.takenBy(encoderId);
    }

    private ExemplarRequest enrolment(ExemplarKey key, Gates passing, RawRecord record) {
        Result<SubmittedExemplar> exemplar = readForKey(key, record)
                .flatMap(ExemplarRequestReader::digested)
                .flatMap(value -> new Result.Success<>(submitted(key, value, passing, record)));
        return new ExemplarRequest.Enrolment(key, passing, exemplar);
    }

    private SubmittedExemplar submitted(ExemplarKey key, Exemplar value, Gates passing, RawRecord record) {
        return new SubmittedExemplar(key, value, reference(value, record), passing, record.at(), record.offset());
    }

    private Result<Exemplar> readForKey(ExemplarKey key, RawRecord record) {
        return EventSerdes.toResult(reader.read(record.value(), record.headers()))
                .flatMap(value -> checked(key, value));
    }

    private static Result<Exemplar> checked(ExemplarKey key, Exemplar exemplar) {
        if (differs(exemplar.getGallery(), key.gallery())
                || differs(exemplar.getSubject(), key.subject())
                || differs(exemplar.getExemplar(), key.exemplar())) {
            return new Result.Rejection<>(Reasons.KEY_MISMATCH);
        }
        // A symbol of a later version: taking it for a positive exemplar could be the very opposite of what is meant.
        if (exemplar.getKind() == ExemplarKind.UNKNOWN) {
            return new Result.Rejection<>(Reasons.UNKNOWN_KIND);
        }
        return new Result.Success<>(exemplar);
    }

    private static boolean differs(String field, String ofKey) {
        return !field.isEmpty() && !field.equals(ofKey);
    }

    private static Result<Exemplar> digested(Exemplar exemplar) {
        String stated = exemplar.getImageSha256();
        if (exemplar.getImageUri() != null && !exemplar.getImage().hasRemaining()) {
            // The digest of an image that lies elsewhere is checked when it is fetched.
            return new Result.Success<>(exemplar);
        }
        String digest = Images.sha256(exemplar.getImage());
        if (Images.isStated(stated) && !digest.equals(stated)) {
            return new Result.Rejection<>(Reasons.DIGEST_MISMATCH);
        }
        exemplar.setImageSha256(digest);
        return new Result.Success<>(exemplar);
    }
}
