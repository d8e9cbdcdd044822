package io.siamese.trainer.evaluation;

import io.siamese.trainer.trials.ComparedImages;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.ScoredTrials;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two classes that are taken for each other.
 *
 * @param falseMatches pairs of their images at or above the threshold where the FMR of all is 1 %
 * @param comparisons all pairs of their images
 * @param mostAlike the pair of images with the highest similarity
 */
public record ConfusedClasses(int falseMatches, int comparisons, ImagePair mostAlike) {

    public double falseMatchShare() {
        return (double) falseMatches / comparisons;
    }

    /** The most confused first. */
    static List<ConfusedClasses> mostConfused(
            List<EmbeddedClass> classes, ScoredTrials nonMated, float threshold, int wanted) {
        Map<Long, ConfusedClasses> found = new HashMap<>();
        int errors = nonMated.countAtOrAbove(threshold);
        for (int i = 0; i < errors; i++) {
            ImagePair pair = ImagePair.fromOrigin(nonMated.origin(i), nonMated.score(i));
            int all = classes.get(pair.one()).imageCount()
                    * classes.get(pair.other()).imageCount();
            found.merge(
                    ComparedImages.classPair(nonMated.origin(i)),
                    new ConfusedClasses(1, all, pair),
                    ConfusedClasses::addFalseMatches);
        }
        return found.values().stream()
                .sorted(Comparator.comparingDouble(ConfusedClasses::falseMatchShare)
                        .reversed()
                        .thenComparing(each -> -each.mostAlike().similarity()))
                .limit(wanted)
                .toList();
    }

    /** The first of the two comes from a higher score. */
    private ConfusedClasses addFalseMatches(ConfusedClasses later) {
        return new ConfusedClasses(falseMatches + later.falseMatches, comparisons, mostAlike);
    }
}
