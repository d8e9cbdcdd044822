package io.siamese.testbed.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.siamese.client.DeadLetterWatcher.DeadLetter;
import io.siamese.client.DecisionRequest;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.schemas.key.ExemplarKey;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Tells the story: enrolled, matched, a stranger, enrolled by an event, matched, revoked, no longer matched, and a
 * broken file.
 */
final class Story {
    /** A flag is for people: what is flagged is enrolled and compared. */
    private static final Set<EnrolmentStatus> ENROLLED = Set.of(EnrolmentStatus.ENROLLED, EnrolmentStatus.FLAGGED);

    private static final Set<EnrolmentStatus> REVOKED = Set.of(EnrolmentStatus.REVOKED);

    /** Begins as a PNG and goes on as noise: worth decoding by its first bytes, and not decodable. */
    private static final byte[] CORRUPT = "\u0089PNG\r\n\u001a\n and then no image at all".getBytes(ISO_8859_1);

    private final DemoClient client;
    private final StorySubjects cast;
    private final String gallery;
    private final Narrator narrator;

    Story(DemoClient client, StorySubjects cast, String gallery, Narrator narrator) {
        this.client = client;
        this.cast = cast;
        this.gallery = gallery;
        this.narrator = narrator;
    }

    void tellStory() {
        String hero = cast.hero().subject().name();
        String stranger = cast.stranger().subject().name();

        narrator.beginStep(hero + " is enrolled, from one image");
        Optional<ExemplarStatus> enrolled = enrolRole(cast.hero());

        narrator.beginStep("Another image claims to be " + hero + ": verified");
        narrator.printDecision(
                client.decide(notBefore(
                        enrolled,
                        DecisionRequest.claim(
                                "claim-1", gallery, hero, cast.hero().probeImage()))),
                matches(hero));

        narrator.beginStep("A stranger's image (" + stranger + ") is searched for in the gallery: not found");
        narrator.printDecision(
                client.decide(DecisionRequest.search(
                        "search-1", gallery, cast.stranger().probeImage())),
                noMatch());

        narrator.beginStep("The stranger is enrolled, by an event");
        Optional<ExemplarStatus> welcomed = enrolRole(cast.stranger());

        narrator.beginStep("Another image of the same stranger is searched for: found");
        narrator.printDecision(
                client.decide(notBefore(
                        welcomed,
                        DecisionRequest.search(
                                "search-2", gallery, cast.stranger().secondProbeImage()))),
                matches(stranger));

        narrator.beginStep("The stranger is revoked");
        Optional<ExemplarStatus> revoked = revokeRole(cast.stranger());

        narrator.beginStep("The same image is searched for again: no longer found");
        narrator.printDecision(
                client.decide(notBefore(
                        revoked,
                        DecisionRequest.search(
                                "search-3", gallery, cast.stranger().secondProbeImage()))),
                noMatch());

        tellOfTheCorruptFile();
    }

    private void tellOfTheCorruptFile() {
        narrator.beginStep("A file that is no image is published: rejected, and kept as a dead letter");
        narrator.printDecision(
                client.decide(
                        DecisionRequest.search("corrupt-1", gallery, CORRUPT).asBareImage()),
                decision -> decision.getOutcome() == Outcome.REJECTED);
        Optional<DeadLetter> letter = client.deadLetter(CORRUPT);
        narrator.printOutcome(
                letter.isPresent(),
                letter.map(found -> "dead letter, byte for byte, reason " + found.reason())
                        .orElse("no dead letter came"));
    }

    private Optional<ExemplarStatus> enrolRole(StorySubjects.Role role) {
        return tellStatus(client.enrol(exemplarKey(role), role.exemplarImage()), ENROLLED);
    }

    private Optional<ExemplarStatus> revokeRole(StorySubjects.Role role) {
        return tellStatus(client.revoke(exemplarKey(role)), REVOKED);
    }

    private ExemplarKey exemplarKey(StorySubjects.Role role) {
        return new ExemplarKey(gallery, role.subject().name(), "first");
    }

    private Optional<ExemplarStatus> tellStatus(Optional<ExemplarStatus> status, Set<EnrolmentStatus> expected) {
        narrator.printOutcome(
                status.filter(found -> expected.contains(found.getStatus())).isPresent(),
                status.map(found -> found.getStatus() + because(found) + "  encoder " + found.getEncoderId()
                                + "  epoch " + found.getGalleryEpoch())
                        .orElse("no status came"));
        return status;
    }

    private static String because(ExemplarStatus status) {
        return status.getReason() == null ? "" : " " + status.getReason();
    }

    /** Whoever enrolled or revoked may insist that the decision knows it. */
    private static DecisionRequest notBefore(Optional<ExemplarStatus> status, DecisionRequest request) {
        return status.map(found -> request.notBefore(found.getGalleryEpoch())).orElse(request);
    }

    private static Predicate<MatchDecision> matches(String subject) {
        return decision -> decision.getOutcome() == Outcome.MATCH && subject.equals(decision.getSubject());
    }

    private static Predicate<MatchDecision> noMatch() {
        return decision -> decision.getOutcome() == Outcome.NO_MATCH || decision.getOutcome() == Outcome.NO_REFERENCE;
    }
}
