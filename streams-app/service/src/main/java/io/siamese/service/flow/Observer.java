package io.siamese.service.flow;

import io.siamese.events.EnrolmentStatus;
import io.siamese.events.MatchDecision;
import org.jspecify.annotations.Nullable;

/** Is told what becomes of records, once for each attempt. Thread-safe, and quick: it is called between records. */
public interface Observer {
    /** A decision was forwarded; it is not to be changed. */
    void decided(MatchDecision decision);

    /**
     * A worker asked for an image that lies outside of its record.
     *
     * @param result {@code FOUND}, or the reason why there is none
     */
    default void fetched(String result) {}

    /** A status was forwarded. */
    void enrolled(EnrolmentStatus status, @Nullable String reason);

    /** Is told and says nothing. */
    final class Silent implements Observer {
        @Override
        public void decided(MatchDecision decision) {}

        @Override
        public void enrolled(EnrolmentStatus status, @Nullable String reason) {}
    }
}
