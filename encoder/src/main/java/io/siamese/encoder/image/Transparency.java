package io.siamese.encoder.image;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Says what transparent pixels lie on. */
public enum Transparency {
    /** White paper. The meaning of cards that do not say. */
    WHITE,
    BLACK,
    /**
     * What is transparent is ground, whatever the colour of the ink. The picture lies on the ground of its polarity: white for
     * dark ink. If every pixel that is at least half opaque has the ground's tone (is lighter than mid-grey, for dark ink), then
     * the ink itself is light: the picture lies on black and is inverted. For ink alone.
     */
    INK_DECIDES;

    @JsonValue
    String jsonName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
