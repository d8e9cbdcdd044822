package io.siamese.testbed.bench;

/** One way of doing the same work, run again and again in turn with others. */
interface Arm {
    String name();

    /** Does all of the work once, checks what came out, and returns what the steady part of it took. */
    Measured run();
}
