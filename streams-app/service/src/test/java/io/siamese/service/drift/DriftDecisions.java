package io.siamese.service.drift;

import io.siamese.encoder.card.BinnedReference;
import io.siamese.encoder.card.CalibrationReference;
import io.siamese.encoder.card.ScoreReference;
import io.siamese.events.Candidate;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import java.util.List;

/** Makes decisions about images that are, or are not, as calibrated. */
public final class DriftDecisions {
    public static final String ENCODER = "00000000000000ee";
    /** Of 200 subjects: full contrast, ink from 0.02 to 0.06, scores of true claims spread evenly from 0 to 1. */
    public static final CalibrationReference REFERENCE = new CalibrationReference(
            200,
            4000,
            0,
            new BinnedReference(List.of(240.0), List.of(0, 4000), 0),
            new BinnedReference(List.of(0.02, 0.04, 0.06), List.of(0, 2000, 2000, 0), 0),
            List.of(new ScoreReference(1, List.of(0.0, 1.0), 0)));

    private DriftDecisions() {}

    /** A search in a gallery of 200 subjects that found nobody. */
    public static MatchDecision compared(String gallery, int contrast, double ink) {
        MatchDecision decision = MatchDecision.newBuilder()
                .setEncoderId(ENCODER)
                .setGallery(gallery)
                .setOutcome(Outcome.NO_MATCH)
                .setSubjects(200)
                .build();
        decision.setContrast(contrast);
        decision.setInk((float) ink);
        return decision;
    }

    /** The n-th of images that are as calibrated. */
    public static MatchDecision asCalibrated(String gallery, int n) {
        return compared(gallery, 255, n % 2 == 0 ? 0.03 : 0.05);
    }

    static MatchDecision rejected(String gallery, String reason) {
        return MatchDecision.newBuilder()
                .setEncoderId(ENCODER)
                .setGallery(gallery)
                .setOutcome(Outcome.REJECTED)
                .setReason(reason)
                .build();
    }

    /** A claim that matched at threshold 0. */
    static MatchDecision matched(float score) {
        MatchDecision decision = compared("office", 255, 0.03);
        decision.setOutcome(Outcome.MATCH);
        decision.setClaimedSubject("alice");
        decision.setThreshold(0f);
        Candidate best =
                Candidate.newBuilder().setSubject("alice").setExemplars(1).build();
        best.setScore(score);
        decision.setCandidates(List.of(best));
        return decision;
    }
}
