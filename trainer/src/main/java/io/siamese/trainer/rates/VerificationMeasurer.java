package io.siamese.trainer.rates;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FusionKind;
import io.siamese.encoder.card.LikelihoodPoint;
import io.siamese.encoder.score.FusedScore;
import io.siamese.trainer.trials.ClassIndex;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.PairTrials;
import io.siamese.trainer.trials.ScoredComparisons;
import io.siamese.trainer.trials.VerificationTrials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Measures verification by each number of exemplars and each fusion, with the likelihood ratios that a calibration has for it. */
public final class VerificationMeasurer {

    private static final int ROUNDS = 10;

    private final List<EmbeddedClass> classes;
    private final @Nullable Calibration calibration;
    private final long seed;

    public VerificationMeasurer(List<EmbeddedClass> classes, @Nullable Calibration calibration, long seed) {
        this.classes = classes;
        this.calibration = calibration;
        this.seed = seed;
    }

    /** One exemplar: all pairs of images. */
    public VerificationResult measurePairs(ScoredComparisons pairs) {
        return verification(FusionKind.BEST, 1, pairs);
    }

    /** By the best exemplar, by the mean template and, where the model is calibrated for it, by both. Empty if there are too few images. */
    public List<VerificationResult> measureExemplars(int exemplars) {
        List<VerificationResult> results = new ArrayList<>();
        for (FusedScore fusion : List.of(FusedScore.best(), FusedScore.mean())) {
            ScoredComparisons trials = new VerificationTrials(fusion, exemplars, ROUNDS, seed).run(classes);
            if (trials.possible()) {
                results.add(verification(fusion.kind(), exemplars, trials));
            }
        }
        likelihood(FusionKind.CALIBRATED, exemplars)
                .flatMap(point -> calibrated(point, exemplars))
                .ifPresent(results::add);
        return results;
    }

    private VerificationResult verification(FusionKind fusion, int exemplars, ScoredComparisons trials) {
        return VerificationResult.measure(fusion.name(), exemplars, trials, likelihoodRatio(fusion, exemplars), seed);
    }

    private Optional<VerificationResult> calibrated(LikelihoodPoint point, int exemplars) {
        ScoredComparisons trials = ScoredComparisons.fromPairTrials(
                new PairTrials(new ClassIndex(classes), exemplars, seed), FusedScore.of(point));
        return trials.possible()
                ? Optional.of(VerificationResult.measure(
                        FusionKind.CALIBRATED.name(), exemplars, trials, point::clampToTrials, seed))
                : Optional.empty();
    }

    private Optional<LikelihoodPoint> likelihood(FusionKind fusion, int exemplars) {
        return calibration == null
                ? Optional.empty()
                : calibration.likelihoods().stream()
                        .filter(point -> fusion.isNamed(point.fusion()) && point.exemplars() == exemplars)
                        .findFirst();
    }

    /** Null where the calibration says nothing of these scores. */
    private @Nullable DoubleUnaryOperator likelihoodRatio(FusionKind fusion, int exemplars) {
        Calibration fitted = calibration;
        if (fitted == null) {
            return null;
        }
        Optional<LikelihoodPoint> point = likelihood(fusion, exemplars);
        if (point.isPresent()) {
            // Of BEST and MEAN one weight is 0, so the other score may be anything.
            return score -> point.get().log10LikelihoodRatio(score, score);
        }
        boolean first = fitted.likelihoods().isEmpty() && exemplars == 1;
        return first ? score -> fitted.log10LikelihoodRatio((float) score) : null;
    }
}
