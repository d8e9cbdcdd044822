package io.siamese.schemas.sealing;

import java.util.regex.Pattern;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A key of a gallery: 256 bits for AES, and the name by which an envelope asks for it. It is never shown. */
public final class DataKey {
    /** Length of a key in bytes. */
    public static final int BYTES = 32;

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}");

    private final String id;
    private final SecretKey secret;

    /**
     * Copies the key.
     *
     * @param id 1 to 64 of {@code A-Z a-z 0-9 . _ -}, and no dot at its beginning
     * @param key of {@value #BYTES} bytes
     * @throws IllegalArgumentException if the id or the length is another; the message holds nothing of the key
     */
    public DataKey(String id, byte[] key) {
        if (!isId(id)) {
            throw new IllegalArgumentException("key id '" + id + "', allowed is " + ID);
        }
        if (key.length != BYTES) {
            throw new IllegalArgumentException("key " + id + " of " + key.length + " bytes, allowed are " + BYTES);
        }
        this.id = id;
        this.secret = new SecretKeySpec(key, "AES");
    }

    /** Whether a text may be the id of a key. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    public String id() {
        return id;
    }

    SecretKey secret() {
        return secret;
    }

    @Override
    public String toString() {
        return "key " + id;
    }
}
