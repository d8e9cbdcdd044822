package io.siamese.trainer.evaluation;

import io.siamese.trainer.trials.Origin;
import io.siamese.trainer.trials.Trials;
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
    static List<ImagePair> mostAlike(Trials nonMated, int wanted) {
        return pick(nonMated, wanted, false);
    }

    /** Mated pairs of images with the lowest similarity, one of each class. */
    static List<ImagePair> leastAlike(Trials mated, int wanted) {
        return pick(mated, wanted, true);
    }

    private static List<ImagePair> pick(Trials trials, int wanted, boolean fromTheEnd) {
        Set<Long> seen = new HashSet<>();
        List<ImagePair> pairs = new ArrayList<>();
        for (int i = 0; i < trials.size() && pairs.size() < wanted; i++) {
            int index = fromTheEnd ? trials.size() - 1 - i : i;
            if (seen.add(Origin.pair(trials.origin(index)))) {
                pairs.add(of(trials.origin(index), trials.score(index)));
            }
        }
        return pairs;
    }

    static ImagePair of(long origin, float score) {
        return new ImagePair(
                Origin.probe(origin),
                Origin.probeDrawer(origin),
                Origin.reference(origin),
                Origin.referenceDrawer(origin),
                score);
    }
}
