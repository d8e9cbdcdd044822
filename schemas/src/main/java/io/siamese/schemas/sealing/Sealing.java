package io.siamese.schemas.sealing;

import io.siamese.schemas.Reasons;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts and decrypts what belongs to galleries, if keys are given. Bytes that nobody encrypted stay as they are, so that
 * encryption can be turned on where there is something already. Thread-safe.
 */
public final class Sealing {
    private static final Sealing OFF = new Sealing(null, false);

    private final @Nullable DataKeys keys;
    private final boolean required;

    private Sealing(@Nullable DataKeys keys, boolean required) {
        this.keys = keys;
        this.required = required;
    }

    /** Encrypts nothing, and has no key to decrypt by. */
    public static Sealing off() {
        return OFF;
    }

    /** Encrypts all that it is given. */
    public static Sealing by(DataKeys keys) {
        return new Sealing(keys, false);
    }

    /**
     * The same for one who must not take what is encrypted for gone only because nobody named the keys. If encryption is off,
     * {@link #open} then fails with an {@link IllegalStateException}.
     */
    public Sealing required() {
        return new Sealing(keys, true);
    }

    /** Whether there are keys. */
    public boolean isOn() {
        return keys != null;
    }

    /** The keys; empty: encryption is off. */
    public Optional<DataKeys> keys() {
        return Optional.ofNullable(keys);
    }

    /**
     * Encrypts by the gallery's current key. If encryption is off, the bytes are returned as they are.
     *
     * @throws SealException if the gallery has no key ({@code NO_KEY}): nothing of it may be written then
     * @throws KeyOutageException if that cannot be told now
     */
    public byte[] seal(byte[] plain, SealedPlace place) throws SealException {
        if (keys == null) {
            return plain;
        }
        DataKey key = keys.current(place.gallery())
                .orElseThrow(() -> new SealException(
                        Reasons.NO_KEY, "encryption is on, and gallery " + place.gallery() + " has no key"));
        return Envelope.seal(key, plain, place);
    }

    /**
     * Decrypts. Bytes that are no envelope are returned as they are.
     *
     * @throws SealException if the key is not here ({@code KEY_UNKNOWN}), or the bytes are not what it encrypted for this
     *     place ({@code DECRYPTION_FAILED})
     * @throws KeyOutageException if the key cannot be had now
     */
    public byte[] open(byte[] bytes, SealedPlace place) throws SealException {
        return Envelope.isSealed(bytes) ? Envelope.open(key(bytes, place), bytes, place) : bytes;
    }

    private DataKey key(byte[] sealed, SealedPlace place) throws SealException {
        if (keys == null && required) {
            throw new IllegalStateException(place.name() + " is encrypted, and no keys are set (encryption.keys)");
        }
        String id = Envelope.keyId(sealed);
        Optional<DataKey> key = keys == null ? Optional.empty() : keys.find(place.gallery(), id);
        return key.orElseThrow(() -> new SealException(
                Reasons.KEY_UNKNOWN, "key " + id + " of gallery " + place.gallery() + " is not here"));
    }

    @Override
    public String toString() {
        return keys == null ? "off" : keys.toString();
    }
}
