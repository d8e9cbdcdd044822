package io.siamese.console.room.review;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.javalin.http.BadRequestResponse;
import io.siamese.client.ExemplarNaming;
import io.siamese.console.feed.Place;
import io.siamese.events.Candidate;
import io.siamese.events.Feedback;
import io.siamese.events.MatchDecision;
import io.siamese.events.Verdict;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.schemas.key.Segment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Holds the verdict that a person gave on page Review.
 *
 * @param topic of the image
 * @param partition of the image
 * @param offset of the image
 * @param verdict CONFIRMED, DENIED or OTHER_SUBJECT
 * @param subject whom it shows, on OTHER_SUBJECT alone
 * @param reviewer the name of the person
 */
record Judgement(
        @JsonProperty(required = true) String topic,
        int partition,
        long offset,
        @JsonProperty(required = true) Verdict verdict,
        @Nullable String subject,
        @JsonProperty(required = true) String reviewer) {

    private static final int LONGEST_NAME = 128;

    Place imagePlace() {
        return new Place(topic, partition, offset);
    }

    /**
     * The event for the topic.
     *
     * @throws BadRequestResponse if something is missing or contradicts; the message says what
     */
    Feedback toFeedback(MatchDecision decision, Instant now) {
        Candidate best = decision.getCandidates().stream().findFirst().orElse(null);
        return Feedback.newBuilder()
                .setImageId(decision.getImageId())
                .setSource(decision.getSource())
                .setGallery(decision.getGallery())
                .setVerdict(verdict)
                .setCandidate(best == null ? null : best.getSubject())
                .setSubject(subjectShown(best))
                .setReviewer(checkedReviewer())
                .setAt(now)
                .setOutcome(decision.getOutcome())
                .setScore(best == null ? null : best.getScore())
                .setThreshold(decision.getThreshold())
                .setEncoderId(decision.getEncoderId())
                .build();
    }

    private @Nullable String subjectShown(@Nullable Candidate best) {
        return switch (verdict) {
            case CONFIRMED -> {
                if (best == null) {
                    throw new BadRequestResponse("there is no candidate to confirm");
                }
                yield best.getSubject();
            }
            case OTHER_SUBJECT -> checkedSubject();
            case DENIED -> null;
            case UNKNOWN -> throw new BadRequestResponse("a verdict is CONFIRMED, DENIED or OTHER_SUBJECT");
        };
    }

    private String checkedSubject() {
        String name = ExemplarNaming.nfc(subject == null ? "" : subject.strip());
        try {
            Segment.check(name);
            return name;
        } catch (MalformedKeyException e) {
            throw new BadRequestResponse("name the other subject, in 1 to 128 bytes");
        }
    }

    private String checkedReviewer() {
        String name = reviewer.strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new BadRequestResponse("say who looks, in 1 to " + LONGEST_NAME + " characters");
        }
        return name;
    }
}
