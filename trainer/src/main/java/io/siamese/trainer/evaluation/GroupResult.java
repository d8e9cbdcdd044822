package io.siamese.trainer.evaluation;

import io.siamese.trainer.oneshot.NWayResult;
import io.siamese.trainer.rates.ScoreSet;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.ScoredComparisons;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Says how hard one group is.
 *
 * @param trials N-way one-shot
 * @param eer of the group alone
 * @param fnmr at the threshold where the FMR of all groups together is 1 %
 * @param fmr of the group at that threshold
 */
public record GroupResult(
        String group, int classes, int images, NWayResult trials, double eer, double fnmr, double fmr) {

    /** The hardest first, by EER. Groups of one class have no non-mated pairs, and are left out. */
    static List<GroupResult> measureGroups(
            List<EmbeddedClass> classes, ScoredComparisons pairs, float threshold, int ways, int rounds, long seed) {
        List<GroupResult> results = new ArrayList<>();
        EmbeddedClass.byGroup(classes).forEach((name, group) -> {
            ScoredComparisons own = pairs.withinGroup(classes, name);
            if (own.possible()) {
                ScoreSet scores = ScoreSet.fromTrials(own);
                results.add(new GroupResult(
                        name,
                        group.size(),
                        group.stream().mapToInt(EmbeddedClass::imageCount).sum(),
                        NWayResult.measure(group, ways, rounds, seed),
                        scores.eer(),
                        scores.fnmr(threshold),
                        scores.fmr(threshold)));
            }
        });
        results.sort(Comparator.comparingDouble(GroupResult::eer).reversed());
        return results;
    }
}
