package io.siamese.testbed.bench;

/** What was measured is worth nothing: a decision is missing, there twice, or wrong, or the service stopped. */
public final class BenchFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BenchFailure(String message) {
        super(message);
    }

    BenchFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
