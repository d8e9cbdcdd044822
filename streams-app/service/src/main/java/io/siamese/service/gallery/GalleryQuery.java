package io.siamese.service.gallery;

import org.jspecify.annotations.Nullable;

/**
 * One probe to be searched for.
 *
 * @param gallery the gallery's name
 * @param claimedSubject compared with this subject's exemplars only; null: with all
 * @param probe float[d]; of unit length where the similarity is cosine; not copied, not to be changed
 * @param at record time of the probe in milliseconds: templates are compared while it is before their validUntil
 */
public record GalleryQuery(String gallery, @Nullable String claimedSubject, float[] probe, long at) {}
