package io.siamese.trainer.koch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.trainer.koch.KochShape.Convolution;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KochTwinsTest {

    private static final KochShape SMALL = new KochShape(
            "small", 12, List.of(new Convolution(4, 3, true, 0.3), new Convolution(6, 2, false, 0.3)), 8, 0.3, 0.5);
    private static final List<LayerRates> RATES = Collections.nCopies(4, new LayerRates(0.05, 0.9, 1e-4));
    private static final KochSchedule SCHEDULE = new KochSchedule(5);

    @Test
    void aPairThatIsSeenOftenEnoughIsLearned() {
        try (KochTwins trainer = new KochTwins(SMALL, RATES, SCHEDULE, 1)) {
            // Given
            PairBatch batch = batch(1);
            double before = trainer.trainStep(batch, 0);

            // When
            double after = before;
            for (int step = 1; step < 300; step++) {
                after = trainer.trainStep(batch, step / 20);
            }

            // Then
            assertThat(after).isLessThan(0.7 * before);
        }
    }

    @Test
    void aResumedRunGoesOnAsIfNeverInterrupted() {
        try (KochTwins whole = new KochTwins(SMALL, RATES, SCHEDULE, 1);
                KochTwins resumed = new KochTwins(SMALL, RATES, SCHEDULE, 2)) {
            // Given
            whole.trainStep(batch(1), 0);
            resumed.engine().restore(whole.engine().saveState(), whole.engine().steps());

            // When
            double expected = whole.trainStep(batch(2), 1) + whole.trainStep(batch(3), 1);
            double actual = resumed.trainStep(batch(2), 1) + resumed.trainStep(batch(3), 1);

            // Then
            assertThat(actual).isEqualTo(expected);
            assertThat(resumed.engine().steps()).isEqualTo(3);
        }
    }

    @Test
    void everyLayerNeedsItsRates() {
        assertThatThrownBy(() -> new KochTwins(SMALL, RATES.subList(0, 3), SCHEDULE, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("rates: one for each of the 4 layers is needed, got 3");
    }

    private static PairBatch batch(int seed) {
        Random random = new Random(seed);
        byte[] a = new byte[16 * 144];
        byte[] b = new byte[16 * 144];
        random.nextBytes(a);
        random.nextBytes(b);
        boolean[] same = new boolean[16];
        for (int i = 0; i < same.length; i += 2) {
            same[i] = true;
            System.arraycopy(a, i * 144, b, i * 144, 144);
        }
        return new PairBatch(a, b, same);
    }
}
