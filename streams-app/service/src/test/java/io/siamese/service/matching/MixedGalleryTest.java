package io.siamese.service.matching;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FpirPoint;
import io.siamese.encoder.card.FusionKind;
import io.siamese.encoder.card.Logistic;
import io.siamese.events.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A gallery in which some have one exemplar and others several. The threshold of a search is that of the best candidate's
 * number of exemplars, calibrated on galleries in which each subject has as many: strangers must not be found more often
 * than promised for it. They are drawn: some resemble everybody more than others do, and some subjects are more easily
 * resembled.
 */
class MixedGalleryTest {
    private static final int SUBJECTS = 20;
    private static final int STRANGERS = 20_000;
    private static final double RATE = 0.05;
    /** Three standard errors of a rate of 5 % in 20,000 searches, of calibration and of this test. */
    private static final double TOLERANCE = 3 * Math.sqrt(2 * RATE * (1 - RATE) / STRANGERS);

    private final RandomGenerator random = new SplittableRandom(5);

    @ParameterizedTest(name = "strangers that resemble everybody alike, share {0}")
    @ValueSource(doubles = {0, 0.3, 0.8})
    void findsNoMoreStrangersThanPromised(double alike) {
        // Given
        Policy policy = Policy.of(
                new PolicyRules("g", 1, null, RATE, null, FusionKind.BEST, 2, null, null, null, null, false, Map.of()),
                calibration(alike));
        IntUnaryOperator mixed = subject -> subject % 3 == 0 ? 5 : subject % 3 == 1 ? 1 : 2;

        // When
        int found = 0;
        for (int stranger = 0; stranger < STRANGERS; stranger++) {
            Verdict verdict = new Judge(0).judge(search(alike, mixed), policy);
            found += verdict.outcome() == Outcome.MATCH ? 1 : 0;
        }

        // Then
        assertThat((double) found / STRANGERS).isBetween(RATE / 3, RATE + TOLERANCE);
    }

    private Calibration calibration(double alike) {
        List<FpirPoint> points = new ArrayList<>();
        for (int exemplars : new int[] {1, 3, 5}) {
            double[] best = new double[STRANGERS];
            for (int stranger = 0; stranger < STRANGERS; stranger++) {
                best[stranger] =
                        search(alike, subject -> exemplars).best().get(0).score();
            }
            Arrays.sort(best);
            float threshold = (float) best[(int) (STRANGERS * (1 - RATE))];
            points.add(new FpirPoint("BEST", exemplars, SUBJECTS, RATE, threshold, 0, 1, null));
        }
        return Calibration.create("00000000000000ee", "drawn", new Logistic(10, -5, -3, 3), List.of(), points);
    }

    private Candidates search(double alike, IntUnaryOperator exemplars) {
        double stranger = random.nextGaussian();
        List<Candidate> all = new ArrayList<>();
        for (int subject = 0; subject < SUBJECTS; subject++) {
            double resembled = random.nextGaussian();
            int n = exemplars.applyAsInt(subject);
            double best = Double.NEGATIVE_INFINITY;
            for (int exemplar = 0; exemplar < n; exemplar++) {
                double own = 0.7 * resembled + 0.7 * random.nextGaussian();
                best = Math.max(best, alike * stranger + (1 - alike) * own);
            }
            all.add(new Candidate("s" + subject, "1", (float) best, (float) best, n));
        }
        all.sort(Comparator.comparing(Candidate::score).reversed());
        return new Candidates(Candidates.Kind.IDENTIFICATION, all.subList(0, 2), SUBJECTS);
    }
}
