package io.siamese.trainer.folds;

import io.siamese.encoder.score.FusedScore;
import io.siamese.trainer.oneshot.NWayResult;
import io.siamese.trainer.rates.ScoreSet;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.ScoredComparisons;
import io.siamese.trainer.trials.VerificationTrials;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Holds the error rates of one group by an encoder that never saw it. All are shares in [0, 1].
 *
 * @param fold number of the encoder, from 1
 * @param error of 20-way one-shot trials
 * @param eer of all pairs of images
 * @param missed FNMR of all pairs, at the threshold where the FMR of all groups of the fold together is 1 %
 * @param missedOfFive the same with the mean of five exemplars; NaN where a class has too few images
 */
public record GroupFigures(String group, int fold, double error, double eer, double missed, double missedOfFive) {

    private static final int WAYS = 20;
    private static final int TRIALS = 200;
    private static final int EXEMPLARS = 5;
    private static final int ROUNDS = 10;
    private static final double FMR = 0.01;

    /** Measures the groups of one fold. Groups without mated or without non-mated pairs are left out. */
    public static List<GroupFigures> measure(int fold, List<EmbeddedClass> classes, long seed) {
        Map<String, List<EmbeddedClass>> able = classes.stream()
                .collect(Collectors.groupingBy(EmbeddedClass::group, LinkedHashMap::new, Collectors.toList()));
        able.values().removeIf(group -> !ScoredComparisons.allPairs(group).possible());
        if (able.isEmpty()) {
            throw new IllegalArgumentException("fold " + fold
                    + ": no group has two classes and a class of two images, so that nothing can be compared");
        }
        Judge judge = new Judge(
                classes.stream().filter(each -> able.containsKey(each.group())).toList(), seed);
        List<GroupFigures> figures = new ArrayList<>();
        able.forEach((name, group) -> figures.add(judge.measureGroup(name, fold, group)));
        return figures;
    }

    /** Holds the thresholds that are common to the groups of a fold. */
    private static final class Judge {

        private final long seed;
        private final float threshold;
        private final float thresholdOfFive;

        Judge(List<EmbeddedClass> classes, long seed) {
            this.seed = seed;
            threshold = ScoreSet.fromTrials(ScoredComparisons.allPairs(classes)).thresholdAtFmr(FMR);
            ScoredComparisons five = fiveExemplarTrials(classes);
            thresholdOfFive = five.possible() ? ScoreSet.fromTrials(five).thresholdAtFmr(FMR) : Float.NaN;
        }

        GroupFigures measureGroup(String group, int fold, List<EmbeddedClass> classes) {
            ScoreSet pairs = ScoreSet.fromTrials(ScoredComparisons.allPairs(classes));
            ScoredComparisons five = fiveExemplarTrials(classes);
            return new GroupFigures(
                    group,
                    fold,
                    NWayResult.measure(classes, WAYS, TRIALS, seed).errorRate(),
                    pairs.eer(),
                    pairs.fnmr(threshold),
                    five.possible() ? ScoreSet.fromTrials(five).fnmr(thresholdOfFive) : Double.NaN);
        }

        private ScoredComparisons fiveExemplarTrials(List<EmbeddedClass> classes) {
            return new VerificationTrials(FusedScore.mean(), EXEMPLARS, ROUNDS, seed).run(classes);
        }
    }
}
