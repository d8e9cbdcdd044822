package io.siamese.schemas.ruling;

import org.jspecify.annotations.Nullable;

/**
 * What a score has to pass.
 *
 * @param threshold least score of a match
 * @param reviewFrom score from which people decide, up to the threshold; null: none
 * @param noise greatest difference of a similarity between two computations of the same image, at least 0
 * @param scoreNoise the same of the score, which may weigh several similarities
 */
public record Bar(float threshold, @Nullable Float reviewFrom, float noise, float scoreNoise) {}
