package io.siamese.schemas.serde;

import io.siamese.events.Probe;
import io.siamese.schemas.Reasons;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Reads what the headers of a bare image say in place of a {@code Probe}. Of several headers of one name, the last counts. */
final class ImageHeaders {

    static final String GALLERY = "gallery";
    static final String CLAIMED_SUBJECT = "claimed-subject";
    static final String MIN_EPOCH = "min-epoch";

    /** ASCII digits only, where {@link Long#parseLong} takes those of every script, and a plus sign. */
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,19}");

    private ImageHeaders() {}

    /** The probe that a bare image and its headers make; a header that is absent leaves the contract's default. */
    static Probe probe(byte[] image, Headers headers) throws UnreadableException {
        Probe.Builder probe = Probe.newBuilder().setImage(ByteBuffer.wrap(image));
        name(headers, GALLERY).ifPresent(probe::setGallery);
        name(headers, CLAIMED_SUBJECT).ifPresent(probe::setClaimedSubject);
        Optional<String> minEpoch = text(headers, MIN_EPOCH);
        if (minEpoch.isPresent()) {
            probe.setMinEpoch(number(minEpoch.get()));
        }
        return probe.build();
    }

    private static Optional<String> name(Headers headers, String header) throws UnreadableException {
        Optional<String> name = text(headers, header);
        if (name.isPresent()) {
            InputRules.checkName(name.get(), Reasons.MALFORMED_HEADER, "header " + header);
        }
        return name;
    }

    private static long number(String text) throws UnreadableException {
        if (NUMBER.matcher(text).matches()) {
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException e) {
                // Nineteen digits that are more than a long holds: malformed like the rest.
            }
        }
        throw new UnreadableException(
                Reasons.MALFORMED_HEADER, "header " + MIN_EPOCH + ": not a 64-bit decimal number");
    }

    private static Optional<String> text(Headers headers, String name) throws UnreadableException {
        Header header = headers.lastHeader(name);
        if (header == null) {
            return Optional.empty();
        }
        if (header.value() == null) {
            // A claim that was lost on the way must not turn a verification into a search.
            throw new UnreadableException(Reasons.MALFORMED_HEADER, "header " + name + ": null");
        }
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(header.value()))
                    .toString());
        } catch (CharacterCodingException e) {
            throw new UnreadableException(Reasons.MALFORMED_HEADER, "header " + name + ": not UTF-8");
        }
    }
}
