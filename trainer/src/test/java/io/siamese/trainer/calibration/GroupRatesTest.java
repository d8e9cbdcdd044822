package io.siamese.trainer.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.card.RatePrediction;
import io.siamese.trainer.rates.StrangerTrials;
import io.siamese.trainer.rates.StrangerTrials.Kind;
import io.siamese.trainer.trials.ClassIndex;
import io.siamese.trainer.trials.ComparedImages;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.ScoredTrials;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupRatesTest {

    @Test
    void threeGroupsPredictAFourthByStudentsT() {
        // Given: one pair of classes a group, at rates 0, 1/2 and 1, that is (rate + 0.5) / 2 and logits -ln 3, 0, ln 3
        GroupRates rates = GroupRates.atThreshold(trials(0, 1, 2), 0.5f);

        // When
        RatePrediction prediction = rates.prediction(GroupRates.noGroups()).orElseThrow();

        // Then: 0 ± 9.9248 · ln 3 · √(4/3) = ± 12.590
        assertThat(prediction.low()).isCloseTo(1 / (1 + Math.exp(12.590)), within(1e-8));
        assertThat(prediction.high()).isCloseTo(1 - prediction.low(), within(1e-12));
        assertThat(prediction.groups()).isEqualTo(3);
    }

    @Test
    void theSpreadOfOtherGroupsNarrowsItAndTheirLevelDoesNotMoveIt() {
        // Given: others of logits 0, ln 3, ln 3: squares 2/3 (ln 3)², 2 degrees of freedom
        GroupRates rates = GroupRates.atThreshold(trials(0, 1, 2), 0.5f);
        GroupRates others = GroupRates.atThreshold(trials(1, 2, 2), 0.5f);

        // When
        RatePrediction prediction = rates.prediction(others).orElseThrow();

        // Then: s² = (2 + 2/3) (ln 3)² / 4, t of 4 degrees 4.6041, so 0 ± 4.6041 · 0.8970 · 1.1547 = ± 4.7688
        assertThat(prediction.low()).isCloseTo(1 / (1 + Math.exp(4.7688)), within(1e-5));
        assertThat(prediction.high()).isCloseTo(1 - prediction.low(), within(1e-12));
    }

    @Test
    void aGroupWithoutAnErrorLiesHalfAnErrorAboveNone() {
        // Then: of one pair of classes, (0 + 0.5) / 2
        assertThat(GroupRates.atThreshold(trials(0), 0.5f).meanRate()).isCloseTo(0.25, within(1e-12));
    }

    @Test
    void twoGroupsPredictNothing() {
        GroupRates rates = GroupRates.atThreshold(trials(0, 2), 0.5f);
        assertThat(rates.prediction(GroupRates.atThreshold(trials(0, 1, 2), 0.5f)))
                .isEmpty();
    }

    /** One group for each number: of its two comparisons so many are at 1, the others at 0. */
    private static StrangerTrials trials(int... errors) {
        List<EmbeddedClass> classes = new ArrayList<>();
        float[] scores = new float[2 * errors.length];
        long[] origins = new long[2 * errors.length];
        for (int group = 0; group < errors.length; group++) {
            classes.add(new EmbeddedClass("g" + group, "a", new float[][] {{1}}));
            classes.add(new EmbeddedClass("g" + group, "b", new float[][] {{1}}));
            for (int i = 0; i < 2; i++) {
                scores[2 * group + i] = i < errors[group] ? 1 : 0;
                origins[2 * group + i] = ComparedImages.pack(2 * group + i, 0, 2 * group + 1 - i);
            }
        }
        return new StrangerTrials(
                Kind.COMPARISON, new ClassIndex(classes), ScoredTrials.sortedByScore(scores, origins));
    }
}
