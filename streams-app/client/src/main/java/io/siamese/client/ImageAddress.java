package io.siamese.client;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Says where an image lies that is not in its record.
 *
 * @param uri below a prefix that the service allows: {@code https:}, {@code http:} or {@code file:}
 * @param sha256 digest of the image, lower-case hex
 */
public record ImageAddress(String uri, String sha256) {
    /** The address of an image whose bytes are known here. */
    public static ImageAddress of(String uri, byte[] image) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(image);
            return new ImageAddress(uri, HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Without the URI, which may hold credentials. */
    @Override
    public String toString() {
        return "ImageAddress[" + sha256 + "]";
    }
}
