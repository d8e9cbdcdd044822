package io.siamese.testbed.demo;

import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Counts decisions about claims whose truth is known. */
final class DecisionCounts {

    private final Set<String> mated = new HashSet<>();
    private final Map<Outcome, Integer> ofMated = new EnumMap<>(Outcome.class);
    private final Map<Outcome, Integer> ofNonMated = new EnumMap<>(Outcome.class);

    /** Says that the claim of this image is true. */
    void markTrue(String imageId) {
        mated.add(imageId);
    }

    void countDecision(MatchDecision decision) {
        (mated.contains(decision.getImageId()) ? ofMated : ofNonMated).merge(decision.getOutcome(), 1, Integer::sum);
    }

    int decided() {
        return sumCounts(ofMated) + sumCounts(ofNonMated);
    }

    String trueClaims() {
        return summaryLine(
                "true claims", ofMated, "true matches", Outcome.MATCH, "false non-matches", Outcome.NO_MATCH);
    }

    String falseClaims() {
        return summaryLine(
                "false claims", ofNonMated, "true non-matches", Outcome.NO_MATCH, "false matches", Outcome.MATCH);
    }

    private static String summaryLine(
            String what, Map<Outcome, Integer> counts, String right, Outcome isRight, String wrong, Outcome isWrong) {
        int all = sumCounts(counts);
        int rightOnes = counts.getOrDefault(isRight, 0);
        int wrongOnes = counts.getOrDefault(isWrong, 0);
        return String.format(
                Locale.ROOT,
                "%-12s %4d: %d %s, %d %s (%.1f %%), %d undecided",
                what,
                all,
                rightOnes,
                right,
                wrongOnes,
                wrong,
                all == 0 ? 0 : 100.0 * wrongOnes / all,
                all - rightOnes - wrongOnes);
    }

    private static int sumCounts(Map<Outcome, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
