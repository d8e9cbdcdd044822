package io.siamese.service.verification;

import io.siamese.events.MatchDecision;
import io.siamese.events.Outcome;
import io.siamese.events.Probe;
import io.siamese.service.gallery.Galleries;
import io.siamese.service.matching.Candidates;
import io.siamese.service.matching.Judge;
import io.siamese.service.matching.Policy;
import io.siamese.service.matching.Threshold;
import io.siamese.service.matching.Verdict;
import java.time.Instant;
import java.util.Map;

/** Writes down verdicts as the contract's decisions, with the evidence. */
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

    /** The decision about a probe that was compared. */
    MatchDecision judged(Submission submission, Galleries.Found found, long now) {
        decidedBy.checkActive(found);
        Policy policy = found.policy() == null ? byDefault : found.policy();
        Candidates candidates = found.candidates();
        Verdict verdict = judge.judge(candidates, policy);
        MatchDecision decision = about(submission, policy, now);
        decision.setOutcome(verdict.outcome());
        decision.setReason(verdict.reason());
        decision.setSubject(verdict.subject());
        decision.setCandidates(evidence.of(candidates, policy));
        decision.setMargin(policy.rules().withholdSimilarities() ? null : verdict.margin());
        decision.setNoise(verdict.noise());
        decision.setSubjects(candidates.subjects());
        decision.setGalleryEpoch(found.epoch());
        if (verdict.threshold() != null) {
            state(decision, verdict.threshold(), candidates.kind());
        }
        return decision;
    }

    /** The decision about a record that cannot be compared. */
    MatchDecision rejected(Submission submission, String reason, long now) {
        // Where the record itself is refused, its gallery is not known.
        boolean known = submission.rejection() == null;
        Galleries.Ruled ruled =
                decidedBy.galleries().ruled(known ? submission.probe().getGallery() : "");
        Policy policy = known && ruled.policy() != null ? ruled.policy() : byDefault;
        MatchDecision decision = about(submission, policy, now);
        decision.setOutcome(Outcome.REJECTED);
        decision.setReason(reason);
        decision.setGalleryEpoch(ruled.epoch());
        return decision;
    }

    private MatchDecision about(Submission submission, Policy policy, long now) {
        Probe probe = submission.probe();
        MatchDecision decision = blank();
        decision.setImageId(submission.imageId());
        decision.setSource(submission.source());
        // What was refused may be of any size; only what passed the checks is repeated.
        if (submission.rejection() == null) {
            decision.setGallery(probe.getGallery());
            decision.setClaimedSubject(probe.getClaimedSubject());
            decision.setAttributes(Map.copyOf(probe.getAttributes()));
            decision.setCapturedAt(probe.getCapturedAt());
        }
        decision.setPolicy(policy.rules().name());
        decision.setPolicyVersion(policy.rules().version());
        decision.setFusion(policy.rules().fusion());
        decision.setCalibrationId(policy.calibrationId().orElse(null));
        decision.setEncoderId(decidedBy.encoderId());
        decision.setGalleryLog(decidedBy.galleryLog());
        decision.setDecidedAt(Instant.ofEpochMilli(now));
        return decision;
    }

    /** A decision of nothing but the contract's defaults, which are immutable: Avro's builder copies each of them every time. */
    private static MatchDecision blank() {
        MatchDecision decision = new MatchDecision();
        for (int field = 0; field < FIELDS; field++) {
            decision.put(field, DEFAULTS.get(field));
        }
        return decision;
    }

    private static void state(MatchDecision decision, Threshold threshold, Candidates.Kind kind) {
        decision.setThreshold(threshold.score());
        decision.setPolicyState(threshold.supported() ? null : "UNSUPPORTED");
        if (kind == Candidates.Kind.VERIFICATION) {
            decision.setExpectedFmr(threshold.expectedRate());
        } else {
            decision.setExpectedFpir(threshold.expectedRate());
        }
    }
}
