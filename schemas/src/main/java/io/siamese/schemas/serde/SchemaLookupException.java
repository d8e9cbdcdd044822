package io.siamese.schemas.serde;

/** A schema could not be looked up or published because its source could not be reached in time. */
public final class SchemaLookupException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what was tried, where, and for how long */
    public SchemaLookupException(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param message what was tried, where, and for how long */
    public SchemaLookupException(String message) {
        super(message);
    }
}
