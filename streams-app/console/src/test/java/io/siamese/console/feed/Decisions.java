package io.siamese.console.feed;

import io.siamese.events.Candidate;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.events.Source;
import java.util.List;

/** Decisions for tests. */
public final class Decisions {
    private Decisions() {}

    /** Of the image at this offset of partition 0, in gallery door. */
    public static MatchDecision decision(long offset, Outcome outcome, String... candidates) {
        return MatchDecision.newBuilder()
                .setImageId("image-" + offset)
                .setSource(new Source("images", 0, offset, ""))
                .setGallery("door")
                .setOutcome(outcome)
                .setReason(outcome == Outcome.REJECTED ? "CORRUPT_IMAGE" : null)
                .setThreshold(0.8f)
                .setEncoderId("encoder")
                .setCandidates(List.of(candidates).stream()
                        .map(name -> Candidate.newBuilder()
                                .setSubject(name)
                                .setExemplar("1")
                                .setScore(0.75f)
                                .build())
                        .toList())
                .build();
    }
}
