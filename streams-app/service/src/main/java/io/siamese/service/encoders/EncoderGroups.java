package io.siamese.service.encoders;

/** Tells which encoders are loaded anywhere, by the consumer groups of their enrolment applications. */
public interface EncoderGroups {

    /** Whether an instance runs the enrolment application of an encoder. */
    boolean isLoaded(String encoderId);

    /** Forgets how far the enrolment application of an encoder has read, so that it begins anew if it is started again. */
    void forget(String encoderId);
}
