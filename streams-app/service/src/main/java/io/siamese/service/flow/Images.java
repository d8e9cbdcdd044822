package io.siamese.service.flow;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The bytes of an image in an event. */
public final class Images {
    private Images() {}

    public static byte[] bytes(ByteBuffer image) {
        byte[] bytes = new byte[image.remaining()];
        image.duplicate().get(bytes);
        return bytes;
    }

    /** SHA-256 in lower-case hex. */
    public static String sha256(byte[] image) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(image));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether the digest that an event states is the image's; true where it states none. */
    public static boolean digestAgrees(ByteBuffer image, @Nullable String stated) {
        return stated == null || stated.isEmpty() || sha256(bytes(image)).equals(stated);
    }
}
