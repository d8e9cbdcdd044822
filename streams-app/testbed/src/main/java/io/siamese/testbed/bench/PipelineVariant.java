package io.siamese.testbed.bench;

/** Does the work of a benchmark in one way. It is run again and again in turn with others. */
interface PipelineVariant {
    String name();

    /** Does all of the work once, checks what came out, and returns what the steady part of it took. */
    Measurement run();
}
