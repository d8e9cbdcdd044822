package io.siamese.schemas.gallerylog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.events.Crop;
import io.siamese.events.Exemplar;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.Point;
import io.siamese.schemas.serde.RegionText;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Says which picture an exemplar was made from, in headers of its record in the gallery log, for its status to repeat.
 *
 * @param crop as asked; null: the whole picture
 * @param points as asked
 * @param imageUri where the image lies, without user and query; null: in the exemplar's record
 */
public record PictureNote(
        @Nullable Crop crop, List<Point> points, @Nullable String imageUri) {
    private static final String CROP = "enrolment-crop";
    private static final String POINTS = "enrolment-points";
    private static final String URI = "enrolment-image-uri";
    private static final int MAX_URI = 1000;

    public PictureNote {
        points = List.copyOf(points);
        imageUri = imageUri == null ? null : withoutSecrets(imageUri);
    }

    /** The whole picture, in the exemplar's record: what a record without headers of ours says. */
    public static PictureNote none() {
        return new PictureNote(null, List.of(), null);
    }

    /** What an exemplar asks for. */
    public static PictureNote of(Exemplar exemplar) {
        return new PictureNote(
                exemplar.getCrop(),
                exemplar.getPoints(),
                exemplar.getImage().hasRemaining() ? null : exemplar.getImageUri());
    }

    /** A presigned URI has its credentials in the query, others have them before the host. */
    private static String withoutSecrets(String uri) {
        String bare = uri.replaceFirst("(?s)[?#].*$", "").replaceFirst("(?s)^([A-Za-z][A-Za-z0-9+.-]*:/*)[^/]*@", "$1");
        return bare.length() <= MAX_URI ? bare : bare.substring(0, MAX_URI) + "…";
    }

    /** Reads the note of a record of the log. */
    public static PictureNote fromHeaders(Headers headers) {
        return new PictureNote(
                headerText(headers, CROP).flatMap(RegionText::crop).orElse(null),
                headerText(headers, POINTS).flatMap(RegionText::points).orElse(List.of()),
                headerText(headers, URI).orElse(null));
    }

    /** Adds the note to a record of the log. */
    public Headers addTo(Headers headers) {
        if (crop != null) {
            headers.add(CROP, RegionText.of(crop).getBytes(UTF_8));
        }
        if (!points.isEmpty()) {
            headers.add(POINTS, RegionText.of(points).getBytes(UTF_8));
        }
        if (imageUri != null) {
            headers.add(URI, imageUri.getBytes(UTF_8));
        }
        return headers;
    }

    /** Repeats the note in a status. */
    public void addTo(ExemplarStatus status) {
        status.setCrop(crop);
        status.setPoints(points);
        status.setImageUri(imageUri);
    }

    private static Optional<String> headerText(Headers headers, String name) {
        return Optional.ofNullable(LogNote.headerText(headers, name));
    }
}
