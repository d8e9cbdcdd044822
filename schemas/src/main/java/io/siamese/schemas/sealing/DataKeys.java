package io.siamese.schemas.sealing;

import java.util.Optional;

/**
 * Gives the keys of galleries. {@link FolderKeys} reads them from files. A key management service stands behind another
 * implementation, which has its data keys unwrapped there and keeps them in memory. Implementations are thread-safe.
 *
 * <p>A key that is gone and a key that cannot be had now are two things. What a deleted key encrypted is deleted. What
 * cannot be had now says nothing, so nothing may be decided by it.
 */
public interface DataKeys {

    /**
     * The key that encrypts what is written from now on.
     *
     * @param gallery plain name
     * @return empty: the gallery has no key
     * @throws KeyOutageException if that cannot be told now
     */
    Optional<DataKey> current(String gallery);

    /**
     * A key that something was encrypted by.
     *
     * @param gallery plain name, as a publisher wrote it
     * @param keyId as an envelope names it, and so maybe of no key at all
     * @return empty: it was deleted, or never was
     * @throws KeyOutageException if that cannot be told now
     */
    Optional<DataKey> find(String gallery, String keyId);

    /**
     * Looks at all keys, before work begins.
     *
     * @return what there is, in words; nothing of a key is in it
     * @throws IllegalArgumentException if keys cannot be used; says which and why
     * @throws KeyOutageException if that cannot be told now
     */
    String check();
}
