package io.siamese.schemas.serde;

import java.util.HexFormat;

/** Writes a CRC-64-AVRO fingerprint as it stands in the key of topic {@code schemas}. */
final class Fingerprint {

    private Fingerprint() {}

    /**
     * Sixteen lower-case hexadecimal digits, the most significant first. In a value in single-object encoding the same eight
     * bytes stand the other way round: the least significant first.
     */
    static String keyText(long fingerprint) {
        return HexFormat.of().toHexDigits(fingerprint);
    }
}
