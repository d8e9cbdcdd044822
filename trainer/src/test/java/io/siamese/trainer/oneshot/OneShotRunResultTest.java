package io.siamese.trainer.oneshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.vector.Similarity;
import java.util.List;
import org.junit.jupiter.api.Test;

class OneShotRunResultTest {

    private static final float[][] EXEMPLARS = {{1, 0}, {0, 1}, {0.6f, 0.8f}};

    @Test
    void aProbeIsRightIfItsExemplarIsTheMostSimilar() {
        // Given: the first is right; the second is nearer to the third exemplar than to the first; the last ties
        float[][] probes = {{1, 0}, {0.8f, 0.6f}, {0, 0}};
        int[] answers = {0, 0, 1};

        // When
        OneShotRunResult result = OneShotRunResult.fromTrials("run01", probes, answers, EXEMPLARS, Similarity.cosine());

        // Then
        assertThat(result).isEqualTo(new OneShotRunResult("run01", 3, 3, 2));
    }

    @Test
    void runsAddUp() {
        OneShotRunsResult runs = new OneShotRunsResult(
                List.of(new OneShotRunResult("run01", 20, 20, 2), new OneShotRunResult("run02", 20, 20, 1)));
        assertThat(runs.errorRate()).isEqualTo(3.0 / 40);
        assertThat(runs.interval().low()).isCloseTo(0.0258, within(5e-4));
        assertThat(runs.interval().high()).isCloseTo(0.1986, within(5e-4));
    }
}
