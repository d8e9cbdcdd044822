package io.siamese.trainer.rates;

import io.siamese.trainer.trials.EmbeddedClass;
import java.util.List;

/** Every pair of images within each group, one exemplar against one probe: no sampling, all drawers. */
public final class PairScores {

    private PairScores() {}

    public static ScoreSet compareAll(List<EmbeddedClass> classes) {
        FloatList mated = new FloatList();
        FloatList nonMated = new FloatList();
        for (List<EmbeddedClass> group : EmbeddedClass.byGroup(classes).values()) {
            for (int i = 0; i < group.size(); i++) {
                addMated(group.get(i), mated);
                for (EmbeddedClass other : group.subList(0, i)) {
                    addNonMated(group.get(i), other, nonMated);
                }
            }
        }
        return new ScoreSet(mated.toArray(), nonMated.toArray());
    }

    private static void addMated(EmbeddedClass own, FloatList mated) {
        for (int i = 0; i < own.imageCount(); i++) {
            for (int j = 0; j < i; j++) {
                mated.add(own.similarity(i, own, j));
            }
        }
    }

    private static void addNonMated(EmbeddedClass one, EmbeddedClass other, FloatList nonMated) {
        for (int i = 0; i < one.imageCount(); i++) {
            for (int j = 0; j < other.imageCount(); j++) {
                nonMated.add(one.similarity(i, other, j));
            }
        }
    }
}
