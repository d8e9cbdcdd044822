package io.siamese.trainer.model;

/**
 * One step's images: row i of both views shows the same class, drawn twice.
 *
 * @param viewA uint8 pixels {@code [n, channels, size, size]} for one twin
 * @param viewB the same for the other
 * @param labels for each row {@code class · transforms + transform}; equal labels are the same class
 */
public record TwinBatch(byte[] viewA, byte[] viewB, int[] labels) {}
