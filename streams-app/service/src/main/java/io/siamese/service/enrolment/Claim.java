package io.siamese.service.enrolment;

/** Says when the enrolment task of an encoder names that encoder in the gallery log of its own accord. */
public enum Claim {
    /** Where the log names none. */
    FIRST,
    /** Where the log names none, or another one: the service was started with --take-over. */
    TAKE_OVER,
    /** Never: it waits beside another encoder until somebody asks for it. */
    WAIT
}
