package io.siamese.service.encoders;

import java.util.OptionalLong;

/** Tells which encoders are loaded anywhere, by the consumer groups of their enrolment applications. */
public interface EncoderGroups {

    /** Whether an instance runs the enrolment application of an encoder. */
    boolean isLoaded(String encoderId);

    /**
     * Offset in topic exemplars from which the enrolment application of an encoder goes on. What lies before it is answered in
     * the gallery log, because both are committed together. Empty while the broker does not say; 0: it has committed nothing.
     */
    OptionalLong answeredTo(String encoderId);

    /** Forgets how far the enrolment application of an encoder has read, so that it begins anew if it is started again. */
    void forgetProgress(String encoderId);
}
