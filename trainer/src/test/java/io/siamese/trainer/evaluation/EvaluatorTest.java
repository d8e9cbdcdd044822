package io.siamese.trainer.evaluation;

import static io.siamese.trainer.trials.RandomRows.gaussian;
import static io.siamese.trainer.trials.RandomRows.toUnitLength;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.vector.Similarity;
import io.siamese.trainer.calibration.Calibrator;
import io.siamese.trainer.oneshot.KShotResult;
import io.siamese.trainer.rates.IdentificationResult;
import io.siamese.trainer.rates.OperatingPoint;
import io.siamese.trainer.rates.PairScores;
import io.siamese.trainer.rates.ScoreSet;
import io.siamese.trainer.rates.VerificationResult;
import io.siamese.trainer.trials.EmbeddedClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** On embeddings made of class centres at random in 8 dimensions, with some noise. */
class EvaluatorTest {

    private static final List<EmbeddedClass> CLASSES = classes();
    private static final Evaluator.Settings SETTINGS = new Evaluator.Settings(20, List.of(1, 5, 99), 1);
    private static final List<String> STAGES = new ArrayList<>();
    private static final Evaluation EVALUATION = evaluate();

    @Test
    void figuresThatTheCardHasTooAreThose() {
        // Given
        Map<String, Double> card = new CardFigures(CLASSES, 1).figures();

        // When
        Map<String, Double> figures = EVALUATION.figures();

        // Then: of the card's 12, all but those that the data cannot support
        List<String> shared =
                card.keySet().stream().filter(figures::containsKey).toList();
        assertThat(shared)
                .contains("20-way 1-shot error", "EER, 1 exemplar", "FNMR at FMR 0.1, 5 exemplars, mean")
                .allSatisfy(name -> assertThat(figures.get(name)).isEqualTo(card.get(name)));
        assertThat(card.keySet()).contains("FNMR at FMR 0.001, 1 exemplar");
        assertThat(figures).doesNotContainKey("FNMR at FMR 0.001, 1 exemplar");
    }

    @Test
    void intervalsHoldTheirFigures() {
        assertThat(EVALUATION.verification()).hasSize(7).allSatisfy(each -> {
            assertThat(each.eer())
                    .isBetween(each.eerInterval().low(), each.eerInterval().high());
            assertThat(each.points())
                    .filteredOn(OperatingPoint::supported)
                    .isNotEmpty()
                    .allSatisfy(point -> assertThat(point.missed())
                            .isBetween(point.interval().low(), point.interval().high()));
        });
    }

    @Test
    void aRateIsSupportedFromTheLeastFmrOn() {
        EVALUATION
                .verification()
                .forEach(each -> each.points()
                        .forEach(point -> assertThat(point.supported()).isEqualTo(point.rate() >= each.leastFmr())));
    }

    @Test
    void shotsThatNoClassHasImagesForAreLeftOut() {
        assertThat(EVALUATION.trials()).extracting(KShotResult::shots).containsExactly(1, 5, 5);
    }

    @Test
    void theCalibrationOfTheseVeryClassesCostsLittleMoreThanTheLeast() {
        VerificationResult one = EVALUATION.verification().get(0);
        assertThat(one.likelihoods().cllr()).isBetween(one.minCllr(), one.minCllr() + 0.05);
    }

    @Test
    void theCalibratedFusionIsAmongThem() {
        assertThat(EVALUATION.verification())
                .extracting(VerificationResult::title)
                .containsExactly(
                        "1 exemplar",
                        "3 exemplars, best",
                        "3 exemplars, mean",
                        "3 exemplars, calibrated",
                        "5 exemplars, best",
                        "5 exemplars, mean",
                        "5 exemplars, calibrated");
        assertThat(EVALUATION.verification()).allSatisfy(each -> {
            assertThat(each.likelihoods()).isNotNull();
            assertThat(each.likelihoods().cllr()).isBetween(each.minCllr(), each.minCllr() + 0.05);
        });
    }

    @Test
    void theHardestGroupIsTheOneWithTheMostNoise() {
        assertThat(EVALUATION.groups()).extracting(GroupResult::group).containsExactly("noisy", "clear");
        assertThat(EVALUATION.groups().get(0).fnmr())
                .isGreaterThan(EVALUATION.groups().get(1).fnmr());
    }

    @Test
    void theWorstConfusionsAreTheExtremesOfAllPairs() {
        // Given
        ScoreSet pairs = PairScores.compareAll(CLASSES);

        // Then: by one image pair of each pair of classes, and of each class
        ImagePair worst = EVALUATION.falseMatches().get(0);
        assertThat(pairs.falseMatches(worst.similarity())).isEqualTo(1);
        assertThat(score(worst)).isEqualTo(worst.similarity());
        ImagePair least = EVALUATION.falseNonMatches().get(0);
        assertThat(pairs.fnmr(least.similarity())).isZero();
        assertThat(least.one()).isEqualTo(least.other());
        assertThat(EVALUATION.falseNonMatches()).extracting(ImagePair::one).doesNotHaveDuplicates();
    }

    @Test
    void confusedClassesAreCountedAtThePooledThreshold() {
        // Given
        ConfusedClasses worst = EVALUATION.confused().get(0);
        EmbeddedClass one = CLASSES.get(worst.mostAlike().one());
        EmbeddedClass other = CLASSES.get(worst.mostAlike().other());

        // When
        int counted = 0;
        for (float[] a : one.embeddings()) {
            for (float[] b : other.embeddings()) {
                counted += one.similarity().of(a, b) >= EVALUATION.threshold() ? 1 : 0;
            }
        }

        // Then
        assertThat(worst.falseMatches()).isEqualTo(counted).isPositive();
        assertThat(worst.comparisons()).isEqualTo(64);
    }

    @Test
    void largerGalleriesMissMore() {
        assertThat(EVALUATION.identification())
                .extracting(IdentificationResult::subjects)
                .containsExactly(1, 2, 5, 10, 20, 50, 51); // a quarter of the larger group, nine, stays out
        assertThat(EVALUATION.identification().get(5).notFirst())
                .isGreaterThan(EVALUATION.identification().get(1).notFirst());
    }

    @Test
    void asManyStagesAsAreAnnounced() {
        assertThat(STAGES).hasSize(new Evaluator(CLASSES, SETTINGS, null).stageCount());
    }

    @Test
    void classesWithoutAnythingToCompareAreRefused() {
        List<EmbeddedClass> alone = List.of(CLASSES.get(0), CLASSES.get(59));
        assertThatThrownBy(() -> new Evaluator(alone, SETTINGS, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a group of two classes");
    }

    private static Evaluation evaluate() {
        Calibration calibration = new Calibrator(CLASSES, 1).calibrate("0123456789abcdef", "synthetic");
        return new Evaluator(CLASSES, SETTINGS, calibration).evaluate(STAGES::add);
    }

    private static float score(ImagePair pair) {
        return Similarity.cosine()
                .of(
                        CLASSES.get(pair.one()).embeddings()[pair.oneDrawer()],
                        CLASSES.get(pair.other()).embeddings()[pair.otherDrawer()]);
    }

    private static List<EmbeddedClass> classes() {
        Random random = new Random(5);
        List<EmbeddedClass> classes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            boolean clear = i < 36;
            float[] centre = toUnitLength(gaussian(random, new float[8], 1));
            float[][] rows = new float[8][];
            for (int drawer = 0; drawer < rows.length; drawer++) {
                rows[drawer] = toUnitLength(gaussian(random, centre, clear ? 0.15 : 0.25));
            }
            classes.add(new EmbeddedClass(clear ? "clear" : "noisy", "c" + i, rows));
        }
        return classes;
    }
}
