package io.siamese.service.flow;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Computes and compares the digests of images in events. */
public final class Images {
    private Images() {}

    /** SHA-256 in lower-case hex. The buffer's position stays. */
    public static String sha256(ByteBuffer image) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(image.duplicate());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether an event states a digest of its image. */
    public static boolean isStated(@Nullable String sha256) {
        return sha256 != null && !sha256.isEmpty();
    }
}
