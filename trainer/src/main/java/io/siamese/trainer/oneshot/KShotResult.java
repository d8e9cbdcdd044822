package io.siamese.trainer.oneshot;

/** N-way K-shot trials of one kind. */
public record KShotResult(String fusion, int shots, NWayResult result) {}
