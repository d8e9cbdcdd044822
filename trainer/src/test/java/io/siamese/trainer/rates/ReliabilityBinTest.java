package io.siamese.trainer.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.siamese.trainer.trials.ClassIndex;
import io.siamese.trainer.trials.ComparedImages;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.ScoredComparisons;
import io.siamese.trainer.trials.ScoredTrials;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReliabilityBinTest {

    @Test
    void trueRatiosLieOnTheDiagonal() {
        // Given: N(0.6, 0.2²) and N(0.2, 0.2²), whose ln LR is 10 s - 4
        ScoredComparisons trials = normal();

        // When
        List<ReliabilityBin> bins =
                ReliabilityBin.makeBins(trials, score -> Math.max(-2, Math.min(2, (10 * score - 4) / Math.log(10))), 1);

        // Then
        assertThat(bins.stream().mapToInt(ReliabilityBin::mated).sum()).isEqualTo(40_000);
        assertThat(bins.stream().mapToInt(ReliabilityBin::nonMated).sum()).isEqualTo(40_000);
        // All bins but the outermost, which hold all that was cut off
        bins.subList(1, bins.size() - 1).forEach(bin -> {
            assertThat(bin.observed()).isCloseTo(bin.stated(), within(0.12));
            assertThat(bin.interval().low()).isLessThanOrEqualTo(bin.observed() + 0.05);
            assertThat(bin.interval().high()).isGreaterThanOrEqualTo(bin.observed() - 0.05);
        });
        assertThat(bins.get(0).observed()).isLessThan(bins.get(0).stated());
    }

    @Test
    void understatedRatiosLieAboveIt() {
        // When: half of the true logarithm
        List<ReliabilityBin> bins = ReliabilityBin.makeBins(normal(), score -> (5 * score - 2) / Math.log(10), 1);

        // Then
        ReliabilityBin strong = bins.stream()
                .filter(bin -> bin.stated() != null && bin.stated() > 0.5 && bin.observed() != null)
                .findFirst()
                .orElseThrow();
        assertThat(strong.observed()).isCloseTo(2 * strong.stated(), within(0.15));
    }

    @Test
    void aBinWithoutOneKindHasNoRatio() {
        // Given: mated 1, non-mated 0: the ratio of each end is infinite or nothing
        ScoredTrials.Builder mated = new ScoredTrials.Builder();
        mated.add(ComparedImages.pack(0, 0, 0, 1), 1);
        ScoredTrials.Builder nonMated = new ScoredTrials.Builder();
        nonMated.add(ComparedImages.pack(0, 0, 1, 1), 0);

        // When
        List<ReliabilityBin> bins = ReliabilityBin.makeBins(
                new ScoredComparisons(mated.build(), nonMated.build(), origins(), false), s -> s, 1);

        // Then
        assertThat(bins).extracting(ReliabilityBin::observed).containsOnlyNulls();
        assertThat(bins.get(0).stated()).isZero();
        assertThat(bins.get(bins.size() - 1).stated()).isEqualTo(1);
    }

    private static ScoredComparisons normal() {
        Random random = new Random(3);
        ScoredTrials.Builder mated = new ScoredTrials.Builder();
        ScoredTrials.Builder nonMated = new ScoredTrials.Builder();
        for (int i = 0; i < 40_000; i++) {
            mated.add(ComparedImages.pack(i % 20, i % 9, i % 20, i % 7), (float) (0.6 + 0.2 * random.nextGaussian()));
            nonMated.add(ComparedImages.pack(i % 20, i % 9, (i + 1) % 20, i % 7), (float)
                    (0.2 + 0.2 * random.nextGaussian()));
        }
        return new ScoredComparisons(mated.build(), nonMated.build(), origins(), false);
    }

    private static ClassIndex origins() {
        return new ClassIndex(IntStream.range(0, 20)
                .mapToObj(i -> new EmbeddedClass("g", "c" + i, new float[9][1]))
                .toList());
    }
}
