package io.siamese.trainer.rates;

/** The middle 95 % of bootstrap replicates. */
public record Interval(double low, double high) {}
