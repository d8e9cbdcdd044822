package io.siamese.trainer.rates;

import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.IdentificationTrials;
import io.siamese.trainer.trials.ScoredComparisons;
import java.util.ArrayList;
import java.util.List;

/**
 * Open-set 1:N search (Grother, Ngan, Hanaoka: FRVT part 2, NISTIR 8271) in resampled galleries, one exemplar a subject.
 *
 * @param subjects N, enrolled
 * @param galleries drawn
 * @param notFirst share of mated searches in which another subject scored as high or higher: FNIR(N, 1, -∞)
 * @param points FNIR(N, 1, T) at fixed FPIR(N, T): searches by enrolled people that do not return them first and at or above
 *     T, where that share of the searches by people not enrolled returns a candidate at or above T
 */
public record IdentificationResult(
        int subjects,
        int galleries,
        int matedSearches,
        int nonMatedSearches,
        double notFirst,
        List<OperatingPoint> points) {

    /** By falling FPIR. */
    public static final List<Double> FPIRS = List.of(0.1, 0.01);

    private static final double[] RISING = {0.01, 0.1};
    private static final List<Integer> SIZES = List.of(1, 2, 5, 10, 20, 50);
    private static final int MOST_GALLERIES = 60;
    private static final int FEWEST_GALLERIES = 2;
    private static final long COMPARISONS = 20_000_000;

    /** Gallery sizes that the classes allow: 1, 2, 5, 10, 20, 50 and as many as there can be. */
    public static List<Integer> gallerySizes(List<EmbeddedClass> classes) {
        int most = IdentificationTrials.mostSubjects(classes);
        List<Integer> sizes =
                new ArrayList<>(SIZES.stream().filter(size -> size < most).toList());
        if (most > 0) {
            sizes.add(most);
        }
        return sizes;
    }

    public static IdentificationResult measure(List<EmbeddedClass> classes, int subjects, long seed) {
        long once = IdentificationTrials.comparisons(classes, subjects);
        int rounds = (int) Math.max(FEWEST_GALLERIES, Math.min(MOST_GALLERIES, COMPARISONS / once));
        ScoredComparisons trials = new IdentificationTrials(subjects, rounds, seed).run(classes);
        ScoreSet scores = ScoreSet.fromTrials(trials);
        List<BootstrapInterval> intervals = new Bootstrap(trials.members(), seed)
                .intervals(drawn -> new WeightedRates(trials, drawn).fnmrAt(RISING));
        List<OperatingPoint> points = new ArrayList<>();
        for (int i = 0; i < FPIRS.size(); i++) {
            points.add(OperatingPoint.measure(FPIRS.get(i), trials, scores, intervals.get(RISING.length - 1 - i)));
        }
        int groups = EmbeddedClass.byGroup(classes).size();
        return new IdentificationResult(
                subjects,
                rounds * groups,
                scores.matedCount(),
                scores.nonMatedCount(),
                scores.fnmr(-Float.MAX_VALUE),
                points);
    }
}
