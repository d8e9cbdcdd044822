package io.siamese.schemas.sealing;

import java.util.Arrays;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Holds keys of one gallery in memory, as one does who has them unwrapped by a service, and has outages like it. */
public final class HeldKeys implements DataKeys {
    private final String gallery;
    private final NavigableMap<String, DataKey> keys = new TreeMap<>();
    private boolean out;

    public HeldKeys(String gallery) {
        this.gallery = gallery;
    }

    /** Adds a key, all of whose bytes are one number. */
    public HeldKeys with(String id, int number) {
        byte[] key = new byte[DataKey.BYTES];
        Arrays.fill(key, (byte) number);
        keys.put(id, new DataKey(id, key));
        return this;
    }

    public void delete(String id) {
        keys.remove(id);
    }

    public void setOut(boolean out) {
        this.out = out;
    }

    @Override
    public Optional<DataKey> current(String of) {
        checkIn();
        return of.equals(gallery)
                ? Optional.ofNullable(keys.lastEntry()).map(entry -> entry.getValue())
                : Optional.empty();
    }

    @Override
    public Optional<DataKey> find(String of, String keyId) {
        checkIn();
        return of.equals(gallery) ? Optional.ofNullable(keys.get(keyId)) : Optional.empty();
    }

    @Override
    public String check() {
        checkIn();
        return gallery + ": " + String.join(", ", keys.keySet());
    }

    private void checkIn() {
        if (out) {
            throw new KeyOutageException("the service of keys does not answer", new IllegalStateException("timed out"));
        }
    }
}
