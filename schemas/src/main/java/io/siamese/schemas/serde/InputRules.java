package io.siamese.schemas.serde;

import io.siamese.events.Crop;
import io.siamese.events.Point;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.schemas.key.Segment;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rules of the contract that Avro cannot express, checked once a record is decoded. */
final class InputRules {

    /** The most that the keys and values of {@code attributes} may be in all, in bytes of UTF-8. */
    static final int MAX_ATTRIBUTE_BYTES = 16 * 1024;

    /** The most points of an image: decisions repeat them. */
    static final int MAX_POINTS = 128;

    private InputRules() {}

    static void checkAttributes(Map<String, String> attributes) throws UnreadableException {
        long bytes = 0;
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            bytes += utf8Length(attribute.getKey()) + utf8Length(attribute.getValue());
        }
        if (bytes > MAX_ATTRIBUTE_BYTES) {
            throw new UnreadableException(
                    Reasons.ATTRIBUTES_TOO_LARGE,
                    "attributes of " + bytes + " bytes, allowed are " + MAX_ATTRIBUTE_BYTES);
        }
    }

    static void checkCrop(@Nullable Crop crop) throws UnreadableException {
        if (crop != null && (crop.getWidth() < 1 || crop.getHeight() < 1)) {
            throw new UnreadableException(
                    Reasons.MALFORMED_CROP, "crop: width and height are 1 or more, not " + RegionText.of(crop));
        }
    }

    static void checkPoints(List<Point> points) throws UnreadableException {
        if (points.size() > MAX_POINTS) {
            throw new UnreadableException(
                    Reasons.MALFORMED_POINTS, points.size() + " points, allowed are " + MAX_POINTS);
        }
        for (Point point : points) {
            if (!Float.isFinite(point.getX()) || !Float.isFinite(point.getY())) {
                throw new UnreadableException(Reasons.MALFORMED_POINTS, "points: not finite");
            }
        }
    }

    static void checkName(String plain, String reason, String field) throws UnreadableException {
        try {
            Segment.check(plain);
        } catch (MalformedKeyException e) {
            throw new UnreadableException(reason, field + ": " + e.getMessage());
        }
    }

    static UnreadableException unknownFormat(byte[] value) {
        if (value.length == 0) {
            return new UnreadableException(Reasons.EMPTY_IMAGE, "value of 0 bytes");
        }
        String start = HexFormat.of().formatHex(value, 0, Math.min(2, value.length));
        return new UnreadableException(
                Reasons.UNDECODABLE,
                "value starts with " + start
                        + ", allowed are c301, 00 and a registry id, and image files (PNG, JPEG, WebP, GIF, BMP, TIFF)");
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
