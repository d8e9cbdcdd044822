package io.siamese.trainer.rates;

/** The middle 95 % of bootstrap replicates. */
public record BootstrapInterval(double low, double high) {}
