package io.siamese.service.flow;

import io.siamese.events.EnrolmentStatus;
import io.siamese.events.MatchDecision;
import java.util.ArrayList;
import java.util.List;

/** Keeps what it is told. */
public final class Observed implements Observer {
    public final List<String> seen = new ArrayList<>();

    @Override
    public void decided(MatchDecision decision) {
        seen.add(decision.getOutcome() + " " + decision.getReason());
    }

    @Override
    public void enrolled(EnrolmentStatus status, String reason) {
        seen.add(status + " " + reason);
    }
}
