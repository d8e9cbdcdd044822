package io.siamese.trainer.rates;

import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.Scorer;
import java.util.Arrays;
import java.util.List;

/**
 * How far scores depend on which image is the probe: |s(a, b) − s(b, a)| over all pairs of images within a group.
 *
 * @param mean over the pairs
 * @param largest of the pairs
 */
public record Asymmetry(double mean, double largest) {

    public static Asymmetry of(List<EmbeddedClass> classes) {
        double sum = 0;
        double largest = 0;
        long pairs = 0;
        for (List<EmbeddedClass> group : EmbeddedClass.byGroup(classes).values()) {
            Scorer scorer = group.get(0).scorer();
            float[][] all = group.stream()
                    .flatMap(each -> Arrays.stream(each.byDrawer()))
                    .toArray(float[][]::new);
            for (int i = 0; i < all.length; i++) {
                for (int j = 0; j < i; j++) {
                    double difference = Math.abs((double) scorer.score(all[i], all[j]) - scorer.score(all[j], all[i]));
                    sum += difference;
                    largest = Math.max(largest, difference);
                    pairs++;
                }
            }
        }
        return new Asymmetry(sum / pairs, largest);
    }
}
