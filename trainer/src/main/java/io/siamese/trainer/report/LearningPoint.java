package io.siamese.trainer.report;

/** Figures on the select split after so many steps; all but steps, time and loss are shares. */
public record LearningPoint(int step, double cpuSeconds, double loss, double error, double eer, double fnmr) {}
