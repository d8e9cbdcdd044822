package io.siamese.trainer.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.siamese.trainer.rates.StrangerTrials.Kind;
import io.siamese.trainer.trials.ClassIndex;
import io.siamese.trainer.trials.ComparedImages;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.ScoredTrials;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StrangerTrialsTest {

    /** Classes 0 and 1 of group g, 2 and 3 of group h, two images each. */
    private static final ClassIndex MEMBERS =
            new ClassIndex(List.of(subject("g", "a"), subject("g", "b"), subject("h", "c"), subject("h", "d")));

    /** Of g: 0.9, 0.5, 0.3, 0.1. Of h: 0.8, 0.2. */
    private final StrangerTrials trials = new StrangerTrials(
            Kind.COMPARISON,
            MEMBERS,
            ScoredTrials.sortedByScore(new float[] {0.3f, 0.9f, 0.8f, 0.1f, 0.5f, 0.2f}, new long[] {
                ComparedImages.pack(0, 1, 1),
                ComparedImages.pack(0, 0, 1),
                ComparedImages.pack(2, 0, 3),
                ComparedImages.pack(1, 1, 0),
                ComparedImages.pack(1, 0, 0),
                ComparedImages.pack(3, 0, 2)
            }));

    @Test
    void everyGroupCountsAlikeHoweverManyItsTrials() {
        assertThat(trials.groupRates(0.8f)).containsExactly(0.25, 0.5);
        assertThat(trials.meanRate(0.8f)).isEqualTo(0.375);
        assertThat(trials.meanRate(Math.nextUp(0.8f))).isEqualTo(0.125);
    }

    @Test
    void theThresholdLiesJustAboveTheScoreThatWouldExceedTheRate() {
        assertThat(trials.thresholdAt(0.375)).isEqualTo(Math.nextUp(0.5f));
        assertThat(trials.thresholdAt(0.374)).isEqualTo(Math.nextUp(0.8f));
        assertThat(trials.thresholdAt(0.125)).isEqualTo(Math.nextUp(0.8f));
        assertThat(trials.thresholdAt(0.1)).isEqualTo(Math.nextUp(0.9f));
    }

    @Test
    void errorsOfOnePairOrOfOneImageCountOnce() {
        // Then: 0.9 and 0.5 are of a and b in either direction
        assertThat(trials.support(0.5f)).isEqualTo(2);
        assertThat(trials.support(0.9f)).isEqualTo(1);

        // Given: one image of a is taken for b, c and d
        StrangerTrials oneImage =
                new StrangerTrials(Kind.SEARCH, MEMBERS, ScoredTrials.sortedByScore(new float[] {1, 1, 1}, new long[] {
                    ComparedImages.pack(0, 0, 1), ComparedImages.pack(0, 0, 2), ComparedImages.pack(0, 0, 3)
                }));

        // Then
        assertThat(oneImage.support(1)).isEqualTo(1);
    }

    @Test
    void classesAndDrawersThatAreDrawnAgainWeighTheirComparisons() {
        // Given: class 0 twice, its second drawer never; group h once
        RedrawnErrorRate redrawn = new RedrawnErrorRate(
                Kind.COMPARISON,
                MEMBERS,
                RedrawnErrorRate.Counts.fromValues(new long[] {
                    ComparedImages.pack(0, 0, 1), ComparedImages.pack(1, 0, 0), ComparedImages.pack(2, 0, 3)
                }),
                RedrawnErrorRate.Counts.fromValues(new long[] {
                    ComparedImages.probeImage(ComparedImages.pack(0, 0, 1)),
                    ComparedImages.probeImage(ComparedImages.pack(0, 1, 1)),
                    ComparedImages.probeImage(ComparedImages.pack(1, 0, 0)),
                    ComparedImages.probeImage(ComparedImages.pack(2, 0, 3)),
                    ComparedImages.probeImage(ComparedImages.pack(3, 0, 2))
                }));

        // When
        double rate = redrawn.computeRate(new Bootstrap.Weights(new int[] {2, 1, 1, 1}, new int[] {3, 0, 1, 1}));

        // Then: of g, (2·3·1 + 1·3·2) wrong of (2·3·1 + 0 + 1·3·2); of h, 1 of 2
        assertThat(rate).isCloseTo((12.0 / 12 + 1.0 / 2) / 2, within(1e-12));
    }

    @Property
    void stricterRatesNeedHigherThresholdsThatKeepThem(
            @ForAll @Size(min = 1, max = 60) List<@FloatRange(min = -1, max = 1) Float> scores,
            @ForAll @DoubleRange(min = 0.001, max = 0.999) @Scale(3) double strict,
            @ForAll @DoubleRange(min = 0.001, max = 0.999) @Scale(3) double loose) {
        // Given: scores in turn of group g and of group h
        long[] origins = new long[scores.size()];
        float[] values = new float[scores.size()];
        for (int i = 0; i < origins.length; i++) {
            origins[i] = i % 3 == 0 ? ComparedImages.pack(2, i % 2, 3) : ComparedImages.pack(0, i % 2, 1);
            values[i] = scores.get(i);
        }
        StrangerTrials any = new StrangerTrials(Kind.COMPARISON, MEMBERS, ScoredTrials.sortedByScore(values, origins));

        // When
        float high = any.thresholdAt(Math.min(strict, loose));
        float low = any.thresholdAt(Math.max(strict, loose));

        // Then
        assertThat(high).isGreaterThanOrEqualTo(low);
        assertThat(any.meanRate(low)).isLessThanOrEqualTo(Math.max(strict, loose) * (1 + 1e-9));
        assertThat(any.meanRate(Math.nextDown(low)))
                .as("one step lower is too loose")
                .isGreaterThan(Math.max(strict, loose));
    }

    private static EmbeddedClass subject(String group, String name) {
        return new EmbeddedClass(group, name, new float[][] {{1, 0}, {0, 1}});
    }
}
