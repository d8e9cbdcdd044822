package io.siamese.service.batching;

import org.jspecify.annotations.Nullable;

/**
 * What one probe asks to be compared.
 *
 * @param image encoded bytes, PNG or JPEG; not copied, not changed
 * @param gallery the gallery to compare with
 * @param claimedSubject compare with this subject only (1:1); null: with all (1:N)
 * @param at record time in milliseconds
 */
public record ProbeImage(
        byte[] image, String gallery, @Nullable String claimedSubject, long at) {}
