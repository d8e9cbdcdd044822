package io.siamese.encoder.image;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Says whether a file's orientation tag turns the picture. */
public enum OrientationRule {
    /** Pixels are taken as they lie in the file, whatever its tag says. The meaning of cards that do not say. */
    AS_STORED,
    /** The picture is turned as the orientation tag of Exif says (JPEG, PNG, WebP, TIFF). */
    EXIF;

    @JsonValue
    String jsonName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
