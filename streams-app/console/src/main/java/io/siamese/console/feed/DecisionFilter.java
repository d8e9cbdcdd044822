package io.siamese.console.feed;

import io.siamese.events.MatchDecision;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Says which decisions a viewer wants to see. An empty text sets no condition.
 *
 * @param gallery exactly this gallery
 * @param outcome exactly this outcome
 * @param subject part of the claimed subject's name or of a candidate's, in either case of letters
 */
public record DecisionFilter(String gallery, String outcome, String subject) implements Predicate<MatchDecision> {

    /** Lets every decision through. */
    public static DecisionFilter acceptAll() {
        return new DecisionFilter("", "", "");
    }

    @Override
    public boolean test(MatchDecision decision) {
        return (gallery.isEmpty() || gallery.equals(decision.getGallery()))
                && (outcome.isEmpty() || outcome.equals(decision.getOutcome().name()))
                && (subject.isEmpty() || subjectNames(decision).anyMatch(this::isAskedFor));
    }

    private boolean isAskedFor(String name) {
        return name.toLowerCase(Locale.ROOT).contains(subject.toLowerCase(Locale.ROOT));
    }

    private static Stream<String> subjectNames(MatchDecision decision) {
        return Stream.concat(
                Stream.ofNullable(decision.getClaimedSubject()),
                decision.getCandidates().stream().map(candidate -> candidate.getSubject()));
    }
}
