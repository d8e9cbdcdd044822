package io.siamese.trainer.data;

/**
 * Pairs of views for one step: row i of both shows the same class, drawn by two drawers and distorted apart.
 *
 * @param viewA uint8 {@code [n, channels, height, width]}
 * @param viewB the same shape
 * @param labels {@code class · 8 + transform} of each row
 */
public record Episode(byte[] viewA, byte[] viewB, int[] labels) {}
