package io.siamese.schemas.serde;

import io.siamese.events.Crop;
import io.siamese.events.Exemplar;
import io.siamese.events.Point;
import io.siamese.events.Probe;
import io.siamese.schemas.Reasons;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Reads what the headers of a bare image say in place of a {@code Probe} or an {@code Exemplar}. Of several headers of one name, the last counts. */
final class ImageHeaders {

    static final String GALLERY = "gallery";
    static final String CLAIMED_SUBJECT = "claimed-subject";
    static final String MIN_EPOCH = "min-epoch";
    static final String CROP = "crop";
    static final String POINTS = "points";

    /** ASCII digits only, where {@link Long#parseLong} takes those of every script, and a plus sign. */
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,19}");

    private ImageHeaders() {}

    /** The probe that a bare image and its headers make; a header that is absent leaves the contract's default. */
    static Probe toProbe(byte[] image, Headers headers) throws UnreadableException {
        Probe.Builder probe = Probe.newBuilder().setImage(ByteBuffer.wrap(image));
        readName(headers, GALLERY).ifPresent(probe::setGallery);
        readName(headers, CLAIMED_SUBJECT).ifPresent(probe::setClaimedSubject);
        Optional<String> minEpoch = headerText(headers, MIN_EPOCH);
        if (minEpoch.isPresent()) {
            probe.setMinEpoch(parseNumber(minEpoch.get()));
        }
        probe.setCrop(readCrop(headers));
        probe.setPoints(readPoints(headers));
        return probe.build();
    }

    /** The exemplar that a bare image and its headers make. */
    static Exemplar toExemplar(byte[] image, Headers headers) throws UnreadableException {
        return Exemplar.newBuilder()
                .setImage(ByteBuffer.wrap(image))
                .setCrop(readCrop(headers))
                .setPoints(readPoints(headers))
                .build();
    }

    private static @Nullable Crop readCrop(Headers headers) throws UnreadableException {
        Optional<String> text = headerText(headers, CROP);
        return text.isEmpty()
                ? null
                : RegionText.crop(text.get())
                        .orElseThrow(() -> malformed(CROP, "not x,y,width,height in whole pixels"));
    }

    private static List<Point> readPoints(Headers headers) throws UnreadableException {
        Optional<String> text = headerText(headers, POINTS);
        return text.isEmpty()
                ? List.of()
                : RegionText.points(text.get()).orElseThrow(() -> malformed(POINTS, "not x,y,x,y,… in pixels"));
    }

    private static UnreadableException malformed(String header, String what) {
        return new UnreadableException(Reasons.MALFORMED_HEADER, "header " + header + ": " + what);
    }

    private static Optional<String> readName(Headers headers, String header) throws UnreadableException {
        Optional<String> name = headerText(headers, header);
        if (name.isPresent()) {
            InputRules.checkName(name.get(), Reasons.MALFORMED_HEADER, "header " + header);
        }
        return name;
    }

    private static long parseNumber(String text) throws UnreadableException {
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

    private static Optional<String> headerText(Headers headers, String name) throws UnreadableException {
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
