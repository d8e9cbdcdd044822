package io.siamese.service.replay;

import io.siamese.events.MatchDecision;
import io.siamese.service.matching.PolicyRules;
import org.jspecify.annotations.Nullable;

/** Says in words where a decision's threshold came from. Pure. */
final class ThresholdOrigin {
    private static final String UNSUPPORTED = "UNSUPPORTED";

    private ThresholdOrigin() {}

    /** @param policy as it stood at the decision's epoch; null: not known */
    static String describe(MatchDecision decision, @Nullable PolicyRules policy) {
        if (decision.getThreshold() == null) {
            return "none, because nothing was compared";
        }
        if (policy == null) {
            return "its policy is not known any more";
        }
        if (policy.fixedThreshold() != null) {
            return "fixed by the policy";
        }
        return decision.getCalibrationId() == null
                ? "no calibration: nothing matches"
                : byCalibration(
                        decision, "calibration " + decision.getCalibrationId(), describeTarget(decision, policy));
    }

    private static String byCalibration(MatchDecision decision, String calibration, String target) {
        return UNSUPPORTED.equals(decision.getPolicyState())
                ? "the strictest of " + calibration + ", which does not reach " + target
                : calibration + " at " + target;
    }

    private static String describeTarget(MatchDecision decision, PolicyRules policy) {
        boolean isVerification = decision.getClaimedSubject() != null;
        int exemplars = decision.getCandidates().isEmpty()
                ? 0
                : decision.getCandidates().get(0).getExemplars();
        return (isVerification ? "FMR " + policy.targetFmr() : "FPIR " + policy.targetFpir()) + " for "
                + (isVerification ? "" : decision.getSubjects() + " subjects, ")
                + (exemplars == 0 ? "" : exemplars + (exemplars == 1 ? " exemplar, " : " exemplars, "))
                + "fusion " + decision.getFusion();
    }
}
