package io.siamese.console.room.review;

import io.siamese.console.feed.Place;
import io.siamese.events.Feedback;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.events.Verdict;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the uncertain decisions that nobody has judged yet, in the order in which they came, and those that were judged last. A verdict
 * may arrive before its decision, because they are read from two topics. Thread-safe.
 */
final class ReviewQueue {

    /** Decisions that wait at most; the oldest are left out first. */
    static final int MOST_WAITING = 1_000;

    private static final int MOST_JUDGED = 20_000;

    private final Map<Place, MatchDecision> waiting = new LinkedHashMap<>();
    private final Map<Place, Judged> judged = new LinkedHashMap<>();

    /**
     * A verdict, and what it is about.
     *
     * @param decision empty until it is read
     */
    private record Judged(Optional<MatchDecision> decision, Verdict verdict) {}

    /** Takes a decision. All but uncertain ones are left to nobody. */
    synchronized void addDecision(MatchDecision decision) {
        if (decision.getOutcome() != Outcome.UNCERTAIN) {
            return;
        }
        Place place = Place.of(decision.getSource());
        Judged known = judged.get(place);
        if (known != null) {
            judged.put(place, new Judged(Optional.of(decision), known.verdict()));
            return;
        }
        waiting.put(place, decision);
        dropOldestAbove(waiting, MOST_WAITING);
    }

    /** Takes a verdict; of several about one decision the last counts. */
    synchronized void addVerdict(Feedback feedback) {
        Place place = Place.of(feedback.getSource());
        Optional<MatchDecision> decision = decision(place);
        waiting.remove(place);
        judged.put(place, new Judged(decision, feedback.getVerdict()));
        dropOldestAbove(judged, MOST_JUDGED);
    }

    /** The decision at this place, judged or not; empty if it is not here. */
    synchronized Optional<MatchDecision> decision(Place place) {
        MatchDecision found = waiting.get(place);
        return found != null
                ? Optional.of(found)
                : Optional.ofNullable(judged.get(place)).flatMap(Judged::decision);
    }

    /** The oldest decisions that wait, of one gallery or, if it is empty, of all. */
    synchronized List<MatchDecision> waiting(String gallery, int most) {
        return waiting.values().stream()
                .filter(decision -> gallery.isEmpty() || gallery.equals(decision.getGallery()))
                .limit(most)
                .toList();
    }

    synchronized int size() {
        return waiting.size();
    }

    /** How many decisions were judged, by verdict. */
    synchronized Map<Verdict, Long> verdicts() {
        Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
        judged.values().forEach(each -> counts.merge(each.verdict(), 1L, Long::sum));
        return counts;
    }

    private static void dropOldestAbove(Map<Place, ?> map, int most) {
        if (map.size() > most) {
            map.remove(map.keySet().iterator().next());
        }
    }
}
