package io.siamese.service.verification;

import io.siamese.events.Candidate;
import io.siamese.service.matching.Candidates;
import io.siamese.service.matching.Policy;
import io.siamese.service.matching.PolicyRules;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Writes down candidates as the contract's evidence, as far as the policy lets it out. */
final class Evidence {
    List<Candidate> toCandidates(Candidates candidates, Policy policy) {
        int count = Math.min(candidates.best().size(), policy.rules().candidates());
        List<Candidate> evidence = new ArrayList<>(count);
        for (io.siamese.service.matching.Candidate candidate : candidates.best().subList(0, count)) {
            evidence.add(evidence(candidate, policy));
        }
        return evidence;
    }

    private static Candidate evidence(io.siamese.service.matching.Candidate found, Policy policy) {
        Candidate candidate = new Candidate();
        candidate.setSubject(found.subject());
        candidate.setExemplar(found.exemplar());
        candidate.setExemplars(found.exemplars());
        if (found.negative() != null) {
            candidate.setNegativeExemplar(found.negative().exemplar());
        }
        // A likelihood ratio or a probability tells the similarity to whoever sends enough images.
        if (!policy.rules().withholdSimilarities()) {
            setSimilarities(candidate, found, policy);
        }
        return candidate;
    }

    private static void setSimilarities(
            Candidate candidate, io.siamese.service.matching.Candidate found, Policy policy) {
        OptionalDouble ratio =
                policy.scoring().log10LikelihoodRatio(found.exemplars(), found.similarity(), found.score());
        candidate.setSimilarity(found.similarity());
        candidate.setScore(found.score());
        candidate.setLog10LikelihoodRatio(ratio.isPresent() ? ratio.getAsDouble() : null);
        candidate.setProbability(probability(policy.rules(), ratio));
        if (found.negative() != null) {
            candidate.setNegativeSimilarity(found.negative().similarity());
        }
    }

    /** Odds after the image are odds before it times the likelihood ratio. */
    private static @Nullable Double probability(PolicyRules rules, OptionalDouble ratio) {
        if (rules.prior() == null || ratio.isEmpty()) {
            return null;
        }
        double odds = rules.prior() / (1 - rules.prior()) * Math.pow(10, ratio.getAsDouble());
        return odds / (1 + odds);
    }
}
