package io.siamese.encoder.image;

import org.jspecify.annotations.Nullable;

/** Writes fields of the canonical preprocessing object. */
final class CanonicalJson {
    private CanonicalJson() {}

    /** A field behind others; nothing where it is absent, so that cards that never had it keep their encoder's id. */
    static String optionalField(String name, @Nullable String value) {
        return value == null ? "" : ",\"" + name + "\":\"" + value + "\"";
    }
}
