package io.siamese.schemas.access;

/** What a principal is there for. A principal may have several roles. */
public enum Role {
    /** Runs the service. */
    APP,
    /** Publishes images. */
    PUBLISHER,
    /** Publishes exemplars, revocations and erasures, and reads what became of them. */
    ENROLLER,
    /** Asks for policies and encoders, and reads what became of them. */
    POLICYMAKER,
    /** Reads decisions. */
    READER,
    /** Reads decisions and says what people found. */
    REVIEWER,
    /** Reads dead letters and publishes them again. */
    REDRIVER
}
