package io.siamese.testbed.bench;

/** One way of doing the same work, run again and again in turn with others. */
interface PipelineVariant {
    String name();

    /** Does all of the work once, checks what came out, and returns what the steady part of it took. */
    Measurement run();
}
