package io.siamese.trainer.evaluation;

import io.siamese.trainer.trials.ComparedImages;
import io.siamese.trainer.trials.ScoredTrials;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Two images that were compared.
 *
 * @param one place of the first image's class in the list of classes; @param oneDrawer its place in the class
 */
public record ImagePair(int one, int oneDrawer, int other, int otherDrawer, float similarity) {

    /** Non-mated pairs of images with the highest similarity, one of each pair of classes. */
    static List<ImagePair> mostAlike(ScoredTrials nonMated, int wanted) {
        return pickPairs(nonMated, wanted, false);
    }

    /** Mated pairs of images with the lowest similarity, one of each class. */
    static List<ImagePair> leastAlike(ScoredTrials mated, int wanted) {
        return pickPairs(mated, wanted, true);
    }

    private static List<ImagePair> pickPairs(ScoredTrials trials, int wanted, boolean fromTheEnd) {
        Set<Long> seen = new HashSet<>();
        List<ImagePair> pairs = new ArrayList<>();
        for (int i = 0; i < trials.size() && pairs.size() < wanted; i++) {
            int index = fromTheEnd ? trials.size() - 1 - i : i;
            if (seen.add(ComparedImages.classPair(trials.origin(index)))) {
                pairs.add(fromOrigin(trials.origin(index), trials.score(index)));
            }
        }
        return pairs;
    }

    static ImagePair fromOrigin(long origin, float score) {
        return new ImagePair(
                ComparedImages.probeClass(origin),
                ComparedImages.probeDrawer(origin),
                ComparedImages.referenceClass(origin),
                ComparedImages.referenceDrawer(origin),
                score);
    }
}
