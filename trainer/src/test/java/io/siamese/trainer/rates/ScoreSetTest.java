package io.siamese.trainer.rates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScoreSetTest {

    private final ScoreSet scores = new ScoreSet(
            new float[] {0.9f, 0.8f, 0.7f, 0.35f},
            new float[] {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.15f, 0.25f, 0.05f, 0});

    @Test
    void aScoreAtTheThresholdMatchesAndOneJustBelowDoesNot() {
        assertThat(scores.fmr(0.6f)).isEqualTo(0.1);
        assertThat(scores.fmr(Math.nextUp(0.6f))).isZero();
        assertThat(scores.fnmr(0.7f)).isEqualTo(0.25);
        assertThat(scores.fnmr(Math.nextUp(0.7f))).isEqualTo(0.5);
    }

    @Test
    void theThresholdOfARateNeverExceedsIt() {
        assertThat(scores.thresholdAtFmr(0.1)).isEqualTo(Math.nextUp(0.5f));
        assertThat(scores.fmr(scores.thresholdAtFmr(0.1))).isEqualTo(0.1);
        assertThat(scores.thresholdAtFmr(0.05)).isEqualTo(Math.nextUp(0.6f));
        assertThat(scores.fmr(scores.thresholdAtFmr(0.05))).isZero();
        assertThat(scores.fnmrAtFmr(0.05)).isEqualTo(0.25);
    }

    @Test
    void theEqualErrorRateIsWhereBothRatesMeet() {
        // Two of ten non-mated scores reach 0.5, one of four mated does not
        assertThat(scores.eer()).isCloseTo((0.1 + 0.25) / 2, within(0.06));
        assertThat(new ScoreSet(new float[] {1}, new float[] {0}).eer()).isZero();
        assertThat(new ScoreSet(new float[] {0, 1}, new float[] {0, 1}).eer()).isEqualTo(0.5);
    }

    @Test
    void withoutScoresThereAreNoRates() {
        assertThatThrownBy(() -> new ScoreSet(new float[0], new float[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("scores: 0 mated and 1 non-mated, at least 1 of each");
    }
}
