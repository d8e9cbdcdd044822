package io.siamese.trainer.folds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GroupMeanTest {

    @Test
    void theIntervalIsAsWideAsTheGroupsAreFarApart() {
        // Given: 25 groups whose standard deviation is 0.1
        double[] values = new double[25];
        for (int i = 0; i < 25; i++) {
            values[i] = 0.2 + (i % 2 == 0 ? 0.1 : -0.1);
        }

        // When
        GroupMean mean = GroupMean.estimate(values, 1);

        // Then: 1.96 · 0.1 / √25 to either side
        assertThat(mean.mean()).isCloseTo(0.204, within(1e-9));
        assertThat(mean.interval().low()).isCloseTo(0.165, within(0.01));
        assertThat(mean.interval().high()).isCloseTo(0.243, within(0.01));
    }

    @Test
    void aReductionIsOfTheMeansOfTheSameGroups() {
        // Given: every group misses 30 % less
        double[] before = {0.1, 0.4, 0.2, 0.9};
        double[] after = {0.07, 0.28, 0.14, 0.63};

        // When
        GroupMean less = GroupMean.reduction(before, after, 1);

        // Then
        assertThat(less.mean()).isCloseTo(0.3, within(1e-9));
        assertThat(less.interval().low()).isCloseTo(0.3, within(1e-9));
        assertThat(less.interval().high()).isCloseTo(0.3, within(1e-9));
    }

    @Test
    void noGroupsAndOtherGroupsAreRefused() {
        assertThatThrownBy(() -> GroupMean.estimate(new double[0], 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> GroupMean.reduction(new double[2], new double[3], 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
