package io.siamese.service.gallery;

/**
 * An exemplar about to be enrolled.
 *
 * @param embedding float[d]; not copied, not to be changed
 * @param at its record time in milliseconds: templates count while it is before their validUntil
 */
public record Newcomer(String gallery, String subject, String exemplar, float[] embedding, long at) {}
