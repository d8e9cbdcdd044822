package io.siamese.service.replay;

import io.siamese.events.Candidate;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares a decision with the one that comes out again. Numbers may differ by the recorded noise. Pure. */
final class DecisionComparison {
    private static final float NO_NOISE = 1e-6f;

    private final MatchDecision recorded;
    private final MatchDecision again;
    private final float noise;
    private final List<String> differences = new ArrayList<>();

    private DecisionComparison(MatchDecision recorded, MatchDecision again) {
        this.recorded = recorded;
        this.again = again;
        // Both are compared with what they would have been without noise.
        noise = 2 * Math.max(orZero(recorded.getNoise()), orZero(again.getNoise())) + NO_NOISE;
    }

    private static float orZero(@Nullable Float number) {
        return number == null ? 0 : number;
    }

    /** What differs, in words; empty: nothing beyond the noise. */
    static List<String> differences(MatchDecision recorded, MatchDecision again) {
        DecisionComparison comparison = new DecisionComparison(recorded, again);
        comparison.compareNames();
        comparison.compareRules();
        comparison.compareOutcome();
        comparison.compareCandidates();
        return comparison.differences;
    }

    private void compareNames() {
        compareExactly("imageId", recorded.getImageId(), again.getImageId());
        compareExactly("gallery", recorded.getGallery(), again.getGallery());
        compareExactly("claimedSubject", recorded.getClaimedSubject(), again.getClaimedSubject());
        compareExactly("attributes", recorded.getAttributes(), again.getAttributes());
        compareExactly("capturedAt", recorded.getCapturedAt(), again.getCapturedAt());
        compareExactly("crop", recorded.getCrop(), again.getCrop());
        compareExactly("points", recorded.getPoints(), again.getPoints());
    }

    private void compareRules() {
        compareExactly("encoderId", recorded.getEncoderId(), again.getEncoderId());
        compareExactly("policy", recorded.getPolicy(), again.getPolicy());
        compareExactly("policyVersion", recorded.getPolicyVersion(), again.getPolicyVersion());
        compareExactly("policyState", recorded.getPolicyState(), again.getPolicyState());
        compareExactly("fusion", recorded.getFusion(), again.getFusion());
        compareExactly("threshold", recorded.getThreshold(), again.getThreshold());
        compareExactly("expectedFmr", recorded.getExpectedFmr(), again.getExpectedFmr());
        compareExactly("expectedFpir", recorded.getExpectedFpir(), again.getExpectedFpir());
        compareExactly("subjects", recorded.getSubjects(), again.getSubjects());
    }

    private void compareExactly(String field, @Nullable Object was, @Nullable Object is) {
        if (!Objects.equals(was, is)) {
            differences.add(field + " was " + was + ", comes out as " + is);
        }
    }

    private void compareOutcome() {
        if (!isWithinNoise()) {
            compareExactly("outcome", recorded.getOutcome(), again.getOutcome());
            compareExactly("reason", recorded.getReason(), again.getReason());
            compareExactly("subject", recorded.getSubject(), again.getSubject());
        }
    }

    /** One of both is uncertain, and what makes it so lies at the edge of the noise. */
    private boolean isWithinNoise() {
        boolean oneIsUncertain = recorded.getOutcome() == Outcome.UNCERTAIN ^ again.getOutcome() == Outcome.UNCERTAIN;
        return oneIsUncertain && (isAtThreshold(again) || again.getMargin() != null && again.getMargin() <= noise);
    }

    private boolean isAtThreshold(MatchDecision decision) {
        return !decision.getCandidates().isEmpty()
                && decision.getThreshold() != null
                && decision.getCandidates().get(0).getScore() != null
                && Math.abs(decision.getCandidates().get(0).getScore() - decision.getThreshold()) <= noise;
    }

    private void compareCandidates() {
        List<Candidate> was = recorded.getCandidates();
        List<Candidate> is = again.getCandidates();
        compareExactly("candidates", was.size(), is.size());
        Map<String, Candidate> bySubject = new HashMap<>();
        was.forEach(candidate -> bySubject.put(candidate.getSubject(), candidate));
        for (Candidate candidate : is) {
            Candidate before = bySubject.get(candidate.getSubject());
            if (before != null) {
                compareWithinNoise(candidate.getSubject() + "'s score", before.getScore(), candidate.getScore());
                compareWithinNoise(
                        candidate.getSubject() + "'s similarity", before.getSimilarity(), candidate.getSimilarity());
            } else if (!was.isEmpty()) {
                // The last place may go to either of two that are equally far.
                compareWithinNoise(
                        "the last candidate's score", was.get(was.size() - 1).getScore(), candidate.getScore());
            }
        }
        compareWithinNoise("margin", recorded.getMargin(), again.getMargin());
    }

    private void compareWithinNoise(String what, @Nullable Float was, @Nullable Float is) {
        boolean near = was == null || is == null ? Objects.equals(was, is) : Math.abs(was - is) <= noise;
        if (!near) {
            differences.add(what + " was " + was + ", comes out as " + is);
        }
    }
}
