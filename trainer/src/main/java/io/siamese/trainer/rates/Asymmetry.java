package io.siamese.trainer.rates;

import io.siamese.trainer.trials.EmbeddedClass;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tells how far similarities depend on which image is the probe: |s(a, b) − s(b, a)| over all pairs of images within a group.
 *
 * @param mean over the pairs
 * @param largest of the pairs
 */
public record Asymmetry(double mean, double largest) {

    private record Image(EmbeddedClass subject, int index) {

        static Stream<Image> imagesOf(EmbeddedClass subject) {
            return IntStream.range(0, subject.imageCount()).mapToObj(index -> new Image(subject, index));
        }

        double similarity(Image exemplar) {
            return subject.similarity(index, exemplar.subject, exemplar.index);
        }
    }

    public static Asymmetry measure(List<EmbeddedClass> classes) {
        double sum = 0;
        double largest = 0;
        long pairs = 0;
        for (List<EmbeddedClass> group : EmbeddedClass.byGroup(classes).values()) {
            List<Image> all = group.stream().flatMap(Image::imagesOf).toList();
            for (int i = 0; i < all.size(); i++) {
                for (int j = 0; j < i; j++) {
                    double difference = Math.abs(
                            all.get(i).similarity(all.get(j)) - all.get(j).similarity(all.get(i)));
                    sum += difference;
                    largest = Math.max(largest, difference);
                    pairs++;
                }
            }
        }
        return new Asymmetry(sum / pairs, largest);
    }
}
