package io.siamese.trainer.koch;

/**
 * One step's pairs.
 *
 * @param viewA uint8 pixels {@code [n, 1, size, size]} for one twin
 * @param viewB the same for the other
 * @param same for each pair, whether both show the same class
 */
public record PairBatch(byte[] viewA, byte[] viewB, boolean[] same) {}
