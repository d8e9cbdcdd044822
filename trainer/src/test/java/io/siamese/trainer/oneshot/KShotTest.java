package io.siamese.trainer.oneshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.encoder.score.FusedScore;
import io.siamese.trainer.trials.EmbeddedClass;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Class a has three images with a cosine of 0.5 between any two; each has 0.55 to the images of class b, which are
 * all the same. So two exemplars of a are at 0.5 by the best, and at (0.5 + 0.5) / √(2 + 2 · 0.5) = 0.577 by their mean.
 */
class KShotTest {

    private static final float ROOT = (float) Math.sqrt(0.5);
    private static final float SHARE = 0.55f * ROOT;
    private static final float REST = (float) Math.sqrt(1 - 3 * SHARE * SHARE);
    private static final float[] OTHER = {SHARE, SHARE, SHARE, REST};

    private static final List<EmbeddedClass> CLASSES = List.of(
            new EmbeddedClass("g", "a", new float[][] {{ROOT, ROOT, 0, 0}, {ROOT, 0, ROOT, 0}, {0, ROOT, ROOT, 0}}),
            new EmbeddedClass("g", "b", new float[][] {OTHER, OTHER, OTHER}));

    @Test
    void byTheBestExemplarEveryProbeOfTheFirstClassIsWrong() {
        assertThat(measure(2, FusedScore.best())).isEqualTo(new NWayResult(20, 20, 10));
    }

    @Test
    void byTheMeanTemplateEveryProbeIsRight() {
        assertThat(measure(2, FusedScore.mean())).isEqualTo(new NWayResult(20, 20, 0));
    }

    @Test
    void oneShotIsTheSameByEitherFusion() {
        assertThat(measure(1, FusedScore.best()))
                .isEqualTo(new NWayResult(20, 20, 10))
                .isEqualTo(measure(1, FusedScore.mean()));
    }

    @Test
    void moreExemplarsThanThereAreImagesBesideAProbeAreRefused() {
        assertThatThrownBy(() -> measure(3, FusedScore.mean()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("trials of 3 exemplars: no class has more images than that");
    }

    private static NWayResult measure(int shots, FusedScore fusion) {
        return NWayResult.measure(CLASSES, 20, new ShotTrial(shots, fusion), 10, 1);
    }
}
