package io.siamese.trainer.eval;

/** The middle 95 % of bootstrap replicates. */
public record Interval(double low, double high) {}
