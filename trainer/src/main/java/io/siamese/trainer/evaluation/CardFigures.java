package io.siamese.trainer.evaluation;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.score.FusedScore;
import io.siamese.trainer.calibration.AchievedRate;
import io.siamese.trainer.calibration.AchievedRates;
import io.siamese.trainer.oneshot.NWayResult;
import io.siamese.trainer.rates.PairScores;
import io.siamese.trainer.rates.ScoreSet;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.VerificationTrials;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures the figures of a model card, by name, on classes that nothing was chosen by. All are shares in [0, 1]. */
public final class CardFigures {

    private static final int WAYS = 20;
    private static final int TRIALS_ROUNDS = 200;
    private static final int ROUNDS = 10;
    private static final List<Double> FMRS = List.of(0.1, 0.01, 0.001);

    private final List<EmbeddedClass> classes;
    private final long seed;

    public CardFigures(List<EmbeddedClass> classes, long seed) {
        this.classes = List.copyOf(classes);
        this.seed = seed;
    }

    /** Error of 20-way one-shot trials, EER, and FNMR at fixed FMR with one exemplar and, where there are enough images, five. */
    public Map<String, Double> figures() {
        Map<String, Double> figures = new LinkedHashMap<>();
        NWayResult trials = NWayResult.measure(classes, WAYS, TRIALS_ROUNDS, seed);
        figures.put("20-way 1-shot error", trials.errorRate());
        figures.put("20-way 1-shot error, low", trials.interval().low());
        figures.put("20-way 1-shot error, high", trials.interval().high());
        ScoreSet pairs = PairScores.compareAll(classes);
        figures.put("EER, 1 exemplar", pairs.eer());
        putFnmrs(figures, pairs, "1 exemplar");
        if (classes.stream().anyMatch(each -> each.imageCount() > 5)) {
            putFnmrs(figures, measureScores(FusedScore.mean(), 5), "5 exemplars, mean");
            putFnmrs(figures, measureScores(FusedScore.best(), 5), "5 exemplars, best");
        }
        return figures;
    }

    /** What the thresholds of a calibration, fitted on other classes, come to here. */
    public List<AchievedRate> realised(Calibration calibration) {
        return new AchievedRates(calibration, classes, seed).measureRates();
    }

    private ScoreSet measureScores(FusedScore fusion, int exemplars) {
        return ScoreSet.fromTrials(new VerificationTrials(fusion, exemplars, ROUNDS, seed).run(classes));
    }

    private static void putFnmrs(Map<String, Double> figures, ScoreSet scores, String exemplars) {
        for (double fmr : FMRS) {
            figures.put("FNMR at FMR " + fmr + ", " + exemplars, scores.fnmrAtFmr(fmr));
        }
    }
}
