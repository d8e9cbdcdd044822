package io.siamese.schemas.sealing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.schemas.Reasons;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Puts bytes into an envelope, and takes them out: {@code 5E A1 01}, the length of the key's id in one byte, the id in ASCII,
 * a random nonce of 12 bytes, the AES-256-GCM ciphertext, its tag of 16 bytes. Everything before the nonce is authenticated,
 * and so is the place. Thread-safe.
 *
 * <p>A nonce must not come twice under one key. Random ones of 96 bits allow 2³² envelopes a key (NIST SP 800-38D, 8.3).
 */
public final class Envelope {
    private static final byte[] MAGIC = {0x5E, (byte) 0xA1, 1};
    private static final int NONCE = 12;
    private static final int TAG = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Envelope() {}

    /** Whether bytes begin as an envelope does, which no image file and no other value of the contract does. */
    public static boolean isSealed(byte[] bytes) {
        return bytes.length > MAGIC.length && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /**
     * The id of the key that an envelope asks for.
     *
     * @throws SealException if it names none, or the bytes end before they could hold anything
     */
    public static String keyId(byte[] sealed) throws SealException {
        int length = sealed.length > MAGIC.length ? sealed[MAGIC.length] & 0xFF : 0;
        if (length == 0 || sealed.length < header(length) + NONCE + TAG) {
            throw new SealException(Reasons.DECRYPTION_FAILED, "an envelope of " + sealed.length + " bytes is cut");
        }
        String id = new String(sealed, MAGIC.length + 1, length, ISO_8859_1);
        if (!DataKey.isId(id)) {
            throw new SealException(Reasons.DECRYPTION_FAILED, "an envelope names no key");
        }
        return id;
    }

    private static int header(int idLength) {
        return MAGIC.length + 1 + idLength;
    }

    static byte[] seal(DataKey key, byte[] plain, SealedPlace place) {
        byte[] id = key.id().getBytes(US_ASCII);
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        ByteBuffer sealed = ByteBuffer.allocate(header(id.length) + NONCE + plain.length + TAG);
        sealed.put(MAGIC).put((byte) id.length).put(id);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, sealed.array(), sealed.position(), place);
            sealed.put(nonce);
            cipher.doFinal(ByteBuffer.wrap(plain), sealed);
            return sealed.array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES/GCM/NoPadding", e);
        }
    }

    /** @throws SealException if the bytes are not what was sealed by this key for this place */
    static byte[] open(DataKey key, byte[] sealed, SealedPlace place) throws SealException {
        int header = header(keyId(sealed).length());
        byte[] nonce = Arrays.copyOfRange(sealed, header, header + NONCE);
        try {
            int from = header + NONCE;
            return cipher(Cipher.DECRYPT_MODE, key, nonce, sealed, header, place)
                    .doFinal(sealed, from, sealed.length - from);
        } catch (GeneralSecurityException e) {
            throw new SealException(Reasons.DECRYPTION_FAILED, "not what " + key + " encrypted for " + place.name());
        }
    }

    private static Cipher cipher(int mode, DataKey key, byte[] nonce, byte[] envelope, int header, SealedPlace place)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key.secret(), new GCMParameterSpec(8 * TAG, nonce));
        cipher.updateAAD(envelope, 0, header);
        cipher.updateAAD(place.name().getBytes(UTF_8));
        return cipher;
    }
}
