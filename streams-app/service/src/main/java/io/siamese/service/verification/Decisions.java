package io.siamese.service.verification;

import io.siamese.events.Fusion;
import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.events.Probe;
import io.siamese.service.flow.Result;
import io.siamese.service.gallery.Galleries;
import io.siamese.service.matching.Candidates;
import io.siamese.service.matching.Judge;
import io.siamese.service.matching.Policy;
import io.siamese.service.matching.Threshold;
import io.siamese.service.matching.Verdict;
import java.time.Instant;
import java.util.Map;

/** Writes down verdicts as the contract's decisions, with the evidence. Thread-safe. */
public final class Decisions {
    private static final MatchDecision DEFAULTS = MatchDecision.newBuilder().build();
    private static final int FIELDS = MatchDecision.getClassSchema().getFields().size();

    private final Judge judge;
    private final Policy byDefault;
    private final DecidedBy decidedBy;
    private final Evidence evidence = new Evidence();

    /** @param byDefault policy of galleries that the log names none for */
    public Decisions(Judge judge, Policy byDefault, DecidedBy decidedBy) {
        this.judge = judge;
        this.byDefault = byDefault;
        this.decidedBy = decidedBy;
    }

    /** Drafts the decision about a record: everything but its time. */
    ProbeAnswer draftAnswer(Submission submission, Result<Comparison> comparison) {
        return comparison.fold(
                compared -> new ProbeAnswer(
                        submission,
                        comparison,
                        judgedDecision(submission, compared),
                        compared.found().activeEncoder()),
                reason -> rejected(submission, comparison, reason));
    }

    private ProbeAnswer rejected(Submission submission, Result<Comparison> comparison, String reason) {
        String gallery = submission.probe().fold(Probe::getGallery, refusal -> "");
        Galleries.Ruled ruled = decidedBy.galleries().currentRules(gallery);
        MatchDecision decision = submission
                .probe()
                .fold(
                        probe -> rejected(submission, probe, reason, ruled),
                        refusal -> refused(submission, refusal, ruled));
        return new ProbeAnswer(submission, comparison, decision, ruled.activeEncoder());
    }

    /**
     * Makes the draft of an answer ready to be sent.
     *
     * @param now time of the decision, milliseconds
     * @throws InactiveEncoderException if the log names another encoder; the stream thread stops and nothing is committed
     */
    public MatchDecision complete(ProbeAnswer answer, long now) {
        answer.comparison().ifSuccess(compared -> decidedBy.checkActive(compared.found()));
        answer.draft().setDecidedAt(Instant.ofEpochMilli(now));
        return answer.draft();
    }

    private MatchDecision judgedDecision(Submission submission, Comparison compared) {
        Galleries.Found found = compared.found();
        Policy policy = found.policy() == null ? byDefault : found.policy();
        Candidates candidates = found.candidates();
        Verdict verdict = judge.judge(candidates, policy);
        MatchDecision decision = beginDecision(submission, compared.probe(), policy);
        decision.setContrast(compared.image().contrast());
        decision.setInk((float) compared.image().ink());
        decision.setOutcome(verdict.outcome());
        decision.setReason(verdict.reason());
        decision.setSubject(verdict.subject());
        decision.setCandidates(evidence.toCandidates(candidates, policy));
        decision.setMargin(policy.rules().withholdSimilarities() ? null : verdict.margin());
        decision.setNoise(verdict.noise());
        decision.setSubjects(candidates.subjects());
        decision.setGalleryEpoch(found.epoch());
        if (verdict.threshold() != null) {
            stateThreshold(decision, verdict.threshold(), candidates.kind());
        }
        return decision;
    }

    /** A probe that was read, and that cannot be compared. */
    private MatchDecision rejected(Submission submission, Probe probe, String reason, Galleries.Ruled ruled) {
        Policy policy = ruled.policy() == null ? byDefault : ruled.policy();
        return rejected(beginDecision(submission, probe, policy), reason, ruled.epoch());
    }

    /** A record that is refused: its gallery is not known, and nothing of it is repeated, since it may be of any size. */
    private MatchDecision refused(Submission submission, String reason, Galleries.Ruled ruled) {
        return rejected(beginDecision(submission, byDefault), reason, ruled.epoch());
    }

    private static MatchDecision rejected(MatchDecision decision, String reason, long epoch) {
        decision.setOutcome(Outcome.REJECTED);
        decision.setReason(reason);
        decision.setGalleryEpoch(epoch);
        return decision;
    }

    private MatchDecision beginDecision(Submission submission, Probe probe, Policy policy) {
        MatchDecision decision = beginDecision(submission, policy);
        decision.setGallery(probe.getGallery());
        decision.setClaimedSubject(probe.getClaimedSubject());
        decision.setAttributes(Map.copyOf(probe.getAttributes()));
        decision.setCapturedAt(probe.getCapturedAt());
        decision.setCrop(probe.getCrop());
        decision.setPoints(probe.getPoints());
        return decision;
    }

    private MatchDecision beginDecision(Submission submission, Policy policy) {
        MatchDecision decision = blankDecision();
        decision.setImageId(submission.imageId());
        submission.source().setTopicId(decidedBy.imagesTopic());
        decision.setSource(submission.source());
        decision.setPolicy(policy.rules().name());
        decision.setPolicyVersion(policy.rules().version());
        decision.setFusion(Fusion.valueOf(policy.rules().fusion().name()));
        decision.setCalibrationId(policy.calibrationId().orElse(null));
        decision.setEncoderId(decidedBy.encoderId());
        decision.setGalleryLog(decidedBy.galleryLog());
        return decision;
    }

    /** A decision of nothing but the contract's defaults, which are immutable: Avro's builder copies each of them every time. */
    private static MatchDecision blankDecision() {
        MatchDecision decision = new MatchDecision();
        for (int field = 0; field < FIELDS; field++) {
            decision.put(field, DEFAULTS.get(field));
        }
        return decision;
    }

    private static void stateThreshold(MatchDecision decision, Threshold threshold, Candidates.Kind kind) {
        decision.setThreshold(threshold.score());
        decision.setReviewFrom(threshold.reviewFrom());
        decision.setPolicyState(threshold.supported() ? null : "UNSUPPORTED");
        if (kind == Candidates.Kind.VERIFICATION) {
            decision.setExpectedFmr(threshold.expectedRate());
        } else {
            decision.setExpectedFpir(threshold.expectedRate());
        }
    }
}
