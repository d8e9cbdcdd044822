package io.siamese.trainer.trials;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FusionKind;
import io.siamese.encoder.score.FusedScore;
import io.siamese.encoder.vector.MeanTemplate;
import io.siamese.encoder.vector.Similarity;
import io.siamese.trainer.calibration.Calibrator;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectTemplatesTest {

    private static final Similarity COSINE = Similarity.cosine();
    private static final List<EmbeddedClass> CLASSES = SyntheticClasses.drawClasses(40, 10, 5);

    /** As a model file says it: written and read again. */
    private static final Calibration CALIBRATION = Calibration.fromJson(new Calibrator(CLASSES, 1)
            .calibrate("0123456789abcdef", "synthetic")
            .toJson());

    @ParameterizedTest(name = "{0} of {1} exemplars")
    @CsvSource({"BEST, 1", "BEST, 3", "MEAN, 3", "MEAN, 5", "CALIBRATED, 3", "CALIBRATED, 5"})
    void aCalibrationIsFittedOnTheVeryScoresThatServiceComputesByIt(FusionKind kind, int exemplars) {
        // Given: the score that trials are made of, and the one that a service makes of the calibration in the model
        // file
        FusedScore fitted = FusedScore.of(CALIBRATION.likelihoods().stream()
                .filter(point -> point.fusion().equals(kind.name()) && point.exemplars() == exemplars)
                .findFirst()
                .orElseThrow());
        FusedScore served = new FusedScore(kind, CALIBRATION);

        for (EmbeddedClass subject : CLASSES) {
            float[][] enrolled = Arrays.copyOf(subject.embeddings(), exemplars);
            float[] probe = CLASSES.get(0).probes()[9];

            // When
            float score = new SubjectTemplates(COSINE, enrolled).score(fitted, probe);

            // Then
            assertThat(score).isEqualTo(asServed(served, enrolled, probe));
        }
    }

    /** One exemplar after the other, in another order, with the mean kept beside them. */
    private static float asServed(FusedScore served, float[][] enrolled, float[] probe) {
        MeanTemplate mean = new MeanTemplate(COSINE, probe.length);
        float best = Float.NEGATIVE_INFINITY;
        for (int i = enrolled.length - 1; i >= 0; i--) {
            mean.add(enrolled[i]);
            best = Math.max(best, COSINE.of(probe, enrolled[i]));
        }
        return served.score(mean.count(), best, COSINE.of(probe, mean.numbers()));
    }
}
