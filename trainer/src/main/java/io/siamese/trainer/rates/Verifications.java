package io.siamese.trainer.rates;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.LikelihoodPoint;
import io.siamese.encoder.score.FusedScore;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.MatedAndNot;
import io.siamese.trainer.trials.Members;
import io.siamese.trainer.trials.PairTrials;
import io.siamese.trainer.trials.VerificationTrials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Verification by each number of exemplars and each fusion, with the likelihood ratios of a calibration where it has them. */
public final class Verifications {

    private static final int ROUNDS = 10;

    private final List<EmbeddedClass> classes;
    private final @Nullable Calibration calibration;
    private final long seed;

    public Verifications(List<EmbeddedClass> classes, @Nullable Calibration calibration, long seed) {
        this.classes = classes;
        this.calibration = calibration;
        this.seed = seed;
    }

    /** One exemplar: all pairs of images. */
    public Verification of(MatedAndNot pairs) {
        return Verification.of(Calibration.BEST, 1, pairs, likelihoodRatio(Calibration.BEST, 1), seed);
    }

    /** By the best exemplar, by the mean template and, where the model is calibrated for it, by both. Empty if there are too few images. */
    public List<Verification> of(int exemplars) {
        List<Verification> results = new ArrayList<>();
        for (FusedScore fusion : List.of(FusedScore.best(), FusedScore.mean())) {
            String name = fusion.kind().name();
            MatedAndNot trials = new VerificationTrials(fusion, exemplars, ROUNDS, seed).run(classes);
            if (trials.possible()) {
                results.add(Verification.of(name, exemplars, trials, likelihoodRatio(name, exemplars), seed));
            }
        }
        likelihood(Calibration.CALIBRATED, exemplars)
                .flatMap(point -> calibrated(point, exemplars))
                .ifPresent(results::add);
        return results;
    }

    private Optional<Verification> calibrated(LikelihoodPoint point, int exemplars) {
        MatedAndNot trials =
                MatedAndNot.of(new PairTrials(new Members(classes), exemplars, seed), FusedScore.of(point));
        return trials.possible()
                ? Optional.of(Verification.of(Calibration.CALIBRATED, exemplars, trials, point::cutOff, seed))
                : Optional.empty();
    }

    private Optional<LikelihoodPoint> likelihood(String fusion, int exemplars) {
        return calibration == null
                ? Optional.empty()
                : calibration.likelihoods().stream()
                        .filter(point -> point.fusion().equals(fusion) && point.exemplars() == exemplars)
                        .findFirst();
    }

    /** Null where the calibration says nothing of these scores. */
    private @Nullable DoubleUnaryOperator likelihoodRatio(String fusion, int exemplars) {
        Calibration fitted = calibration;
        if (fitted == null) {
            return null;
        }
        Optional<LikelihoodPoint> point = likelihood(fusion, exemplars);
        if (point.isPresent()) {
            // Of BEST and MEAN one weight is 0, so the other score may be anything.
            return score -> point.get().log10(score, score);
        }
        boolean first = fitted.likelihoods().isEmpty() && exemplars == 1;
        return first ? score -> fitted.log10LikelihoodRatio((float) score) : null;
    }
}
