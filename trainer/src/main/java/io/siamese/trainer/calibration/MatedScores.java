package io.siamese.trainer.calibration;

import io.siamese.encoder.card.ScoreReference;
import io.siamese.trainer.trials.ClassIndex;
import io.siamese.trainer.trials.ComparedImages;
import io.siamese.trainer.trials.PairTrials;
import io.siamese.trainer.trials.TrialSimilarities;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Describes how the scores of true claims are spread: similarities of the most similar exemplar. */
final class MatedScores {
    private static final int STEPS = 20;
    /** Shares of the true claims that a threshold may miss. What is left is compared, and groups may differ more there. */
    private static final List<Double> MISSED = List.of(0.0, 0.25, 0.5);

    private final ClassIndex members;
    private final TrialSimilarities mated;

    MatedScores(PairTrials trials) {
        members = trials.members();
        mated = trials.mated();
    }

    ScoreReference reference(int exemplars) {
        float[] sorted = new float[mated.size()];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = mated.bestSimilarity(i);
        }
        Arrays.sort(sorted);
        List<Double> quantiles = new ArrayList<>();
        for (int step = 0; step <= STEPS; step++) {
            quantiles.add((double) sorted[(int) Math.round((double) step / STEPS * (sorted.length - 1))]);
        }
        ScoreReference scores = new ScoreReference(exemplars, quantiles, 0);
        double tolerance = MISSED.stream()
                .mapToDouble(missed -> GroupSample.tolerance(groupSamples(scores, missed)))
                .max()
                .orElseThrow();
        return new ScoreReference(exemplars, quantiles, tolerance);
    }

    /** Of each group, the scores above the quantile that is missed. */
    private List<GroupSample> groupSamples(ScoreReference scores, double missed) {
        double[][] counts = new double[members.groupCount()][STEPS];
        for (int i = 0; i < mated.size(); i++) {
            double share = scores.shareBelow(mated.bestSimilarity(i));
            if (share >= missed) {
                int group = members.groupOf(ComparedImages.probeClass(mated.origin(i)));
                counts[group][(int) Math.min(STEPS - 1, share * STEPS)]++;
            }
        }
        List<GroupSample> samples = new ArrayList<>();
        for (int group = 0; group < counts.length; group++) {
            samples.add(
                    new GroupSample(counts[group], members.byGroup().get(group).size()));
        }
        return samples;
    }
}
