package io.siamese.service;

/** The service stopped for good by itself; the message says why. */
public final class ServiceStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ServiceStoppedException(Throwable cause) {
        super("the service stopped: " + cause, cause);
    }
}
