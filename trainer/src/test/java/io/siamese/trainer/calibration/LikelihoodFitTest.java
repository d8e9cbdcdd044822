package io.siamese.trainer.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.card.FusionKind;
import io.siamese.encoder.card.LikelihoodPoint;
import io.siamese.encoder.vector.Similarity;
import io.siamese.trainer.trials.ClassIndex;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.PairTrials;
import io.siamese.trainer.trials.SyntheticClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LikelihoodFitTest {

    private static final double LN10 = Math.log(10);

    @Test
    void findsTheLikelihoodRatioOfTwoNormals() {
        // Given: one image a class on a line, s = the other's value: mated N(0.6, 0.2²), non-mated N(0.2, 0.2²), whose
        // ln LR is 10 s - 4
        LikelihoodPoint point = new LikelihoodFit(new Normals(0.6, 0.2).trials(), -9, 9).fitPoint(FusionKind.BEST, 1);

        // Then
        assertThat(point.best() * LN10).isCloseTo(10, within(0.4));
        assertThat(point.offset() * LN10).isCloseTo(-4, within(0.2));
        assertThat(point.mean()).isZero();
    }

    @Test
    void oneExemplarIsItsOwnMean() {
        LikelihoodFit fit = new LikelihoodFit(new Normals(0.6, 0.2).trials(), -9, 9);
        assertThat(fit.fitPoint(FusionKind.CALIBRATED, 1).best())
                .isEqualTo(fit.fitPoint(FusionKind.BEST, 1).best());
        assertThat(fit.fitPoint(FusionKind.MEAN, 1).mean())
                .isCloseTo(fit.fitPoint(FusionKind.BEST, 1).best(), within(1e-6));
    }

    @Test
    void scoresThatSpeakAgainstTheSubjectAreRefused() {
        LikelihoodFit fit = new LikelihoodFit(new Normals(0.2, 0.6).trials(), -9, 9);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fit.fitPoint(FusionKind.BEST, 1))
                .withMessageContaining("does not tell these apart");
    }

    @Test
    void bothScoresWeighWhereBothTell() {
        // Given: three exemplars whose noise the mean averages out
        List<EmbeddedClass> classes = SyntheticClasses.drawClasses(40, 10, 5);
        LikelihoodFit fit = new LikelihoodFit(new PairTrials(new ClassIndex(classes), 5, 1), -9, 9);

        // When
        LikelihoodPoint both = fit.fitPoint(FusionKind.CALIBRATED, 5);

        // Then
        assertThat(both.mean()).isPositive();
        assertThat(both.best()).isNotNegative();
    }

    /** Similarities that are drawn: the exemplar of class n is the n-th axis, so the probe's n-th number is the similarity. */
    private record Normals(double mated, double nonMated) {

        PairTrials trials() {
            Random random = new Random(1);
            List<EmbeddedClass> classes = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                float[][] rows = new float[12][60];
                for (float[] row : rows) {
                    for (int other = 0; other < row.length; other++) {
                        double mean = other == i ? mated : nonMated;
                        row[other] = (float) (mean + 0.2 * random.nextGaussian());
                    }
                }
                classes.add(new EmbeddedClass("g", "c" + i, axes(12, i), rows, Similarity.cosine()));
            }
            return new PairTrials(new ClassIndex(classes), 1, 1);
        }

        private static float[][] axes(int count, int axis) {
            float[][] axes = new float[count][60];
            for (float[] each : axes) {
                each[axis] = 1;
            }
            return axes;
        }
    }
}
