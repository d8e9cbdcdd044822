package io.siamese.testbed.demo;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.siamese.client.DeadLetterWatcher.DeadLetter;
import io.siamese.client.Submission;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.schemas.key.ExemplarKey;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The story: enrolled, matched, a stranger, enrolled by an event, matched, revoked, no longer matched, and a broken file. */
final class Story {
    /** A flag is for people: what is flagged is enrolled and compared. */
    private static final Set<EnrolmentStatus> ENROLLED = Set.of(EnrolmentStatus.ENROLLED, EnrolmentStatus.FLAGGED);

    private static final Set<EnrolmentStatus> REVOKED = Set.of(EnrolmentStatus.REVOKED);

    /** Begins as a PNG and goes on as noise: worth decoding by its first bytes, and not decodable. */
    private static final byte[] CORRUPT = "\u0089PNG\r\n\u001a\n and then no image at all".getBytes(ISO_8859_1);

    private final Stage stage;
    private final Cast cast;
    private final String gallery;
    private final Narrator narrator;

    Story(Stage stage, Cast cast, String gallery, Narrator narrator) {
        this.stage = stage;
        this.cast = cast;
        this.gallery = gallery;
        this.narrator = narrator;
    }

    void tell() {
        String hero = cast.hero().subject().name();
        String stranger = cast.stranger().subject().name();

        narrator.step(hero + " is enrolled, from one image");
        Optional<ExemplarStatus> enrolled = enrol(cast.hero());

        narrator.step("Another image claims to be " + hero + ": verified");
        narrator.decision(
                stage.decide(after(
                        enrolled,
                        Submission.claim("claim-1", gallery, hero, cast.hero().probeImage()))),
                matches(hero));

        narrator.step("A stranger's image (" + stranger + ") is searched for in the gallery: not found");
        narrator.decision(
                stage.decide(
                        Submission.search("search-1", gallery, cast.stranger().probeImage())),
                noMatch());

        narrator.step("The stranger is enrolled, by an event");
        Optional<ExemplarStatus> welcomed = enrol(cast.stranger());

        narrator.step("Another image of the same stranger is searched for: found");
        narrator.decision(
                stage.decide(after(
                        welcomed,
                        Submission.search("search-2", gallery, cast.stranger().secondProbeImage()))),
                matches(stranger));

        narrator.step("The stranger is revoked");
        Optional<ExemplarStatus> revoked = revoke(cast.stranger());

        narrator.step("The same image is searched for again: no longer found");
        narrator.decision(
                stage.decide(after(
                        revoked,
                        Submission.search("search-3", gallery, cast.stranger().secondProbeImage()))),
                noMatch());

        tellOfTheCorruptFile();
    }

    private void tellOfTheCorruptFile() {
        narrator.step("A file that is no image is published: rejected, and kept as a dead letter");
        narrator.decision(
                stage.decide(Submission.search("corrupt-1", gallery, CORRUPT).asBareImage()),
                decision -> decision.getOutcome() == Outcome.REJECTED);
        Optional<DeadLetter> letter = stage.deadLetter(CORRUPT);
        narrator.outcome(
                letter.isPresent(),
                letter.map(found -> "dead letter, byte for byte, reason " + found.reason())
                        .orElse("no dead letter came"));
    }

    private Optional<ExemplarStatus> enrol(Cast.Role role) {
        return tellStatus(stage.enrol(key(role), role.exemplarImage()), ENROLLED);
    }

    private Optional<ExemplarStatus> revoke(Cast.Role role) {
        return tellStatus(stage.enrol(key(role), null), REVOKED);
    }

    private ExemplarKey key(Cast.Role role) {
        return new ExemplarKey(gallery, role.subject().name(), "first");
    }

    private Optional<ExemplarStatus> tellStatus(Optional<ExemplarStatus> status, Set<EnrolmentStatus> expected) {
        narrator.outcome(
                status.filter(found -> expected.contains(found.getStatus())).isPresent(),
                status.map(found -> found.getStatus() + "  encoder " + found.getEncoderId() + "  epoch "
                                + found.getGalleryEpoch())
                        .orElse("no status came"));
        return status;
    }

    /** Whoever enrolled or revoked may insist that the decision knows it. */
    private static Submission after(Optional<ExemplarStatus> status, Submission submission) {
        return status.map(found -> submission.notBefore(found.getGalleryEpoch()))
                .orElse(submission);
    }

    private static Predicate<MatchDecision> matches(String subject) {
        return decision -> decision.getOutcome() == Outcome.MATCH && subject.equals(decision.getSubject());
    }

    private static Predicate<MatchDecision> noMatch() {
        return decision -> decision.getOutcome() == Outcome.NO_MATCH || decision.getOutcome() == Outcome.NO_REFERENCE;
    }
}
