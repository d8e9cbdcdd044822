package io.siamese.service.matching;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.LikelihoodPoint;
import io.siamese.events.Fusion;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Makes a subject's score of the similarity of its best exemplar, b, and that to its mean template, m: b (BEST), m (MEAN),
 * or the base-10 logarithm of the likelihood ratio of both (CALIBRATED), which is {@code offset + best · b + mean · m} with the
 * calibration's numbers for that many exemplars, and for the most it has where there are more. As a score it is not cut
 * off where the trials end: two subjects beyond that are not alike. It grows with b and with m. Immutable, thread-safe.
 */
public final class Scoring {
    private static final Scoring BEST = new Scoring(Fusion.BEST, null);

    private final Fusion fusion;
    private final @Nullable Calibration calibration;
    /** By number of exemplars less one; the last for all that have more. Empty unless CALIBRATED. */
    private final LikelihoodPoint[] weights;
    /** Of this fusion, likewise; empty where the calibration says nothing about it. */
    private final LikelihoodPoint[] ratios;

    /** @param calibration needed by CALIBRATED, and for likelihood ratios; null: there is none */
    Scoring(Fusion fusion, @Nullable Calibration calibration) {
        this.fusion = fusion;
        this.calibration = calibration;
        ratios = calibration == null ? new LikelihoodPoint[0] : points(calibration, fusion);
        weights = fusion == Fusion.CALIBRATED ? ratios : new LikelihoodPoint[0];
    }

    /** The best exemplar's similarity, and no likelihood ratios. */
    public static Scoring best() {
        return BEST;
    }

    private static LikelihoodPoint[] points(Calibration calibration, Fusion fusion) {
        List<LikelihoodPoint> points = calibration.likelihoods().stream()
                .filter(point -> point.fusion().equals(fusion.name()))
                .sorted(Comparator.comparingInt(LikelihoodPoint::exemplars))
                .toList();
        int most = points.isEmpty() ? 0 : points.get(points.size() - 1).exemplars();
        LikelihoodPoint[] weights = new LikelihoodPoint[most];
        int next = 0;
        for (int exemplars = 1; exemplars <= most; exemplars++) {
            if (points.get(next).exemplars() < exemplars) {
                next++;
            }
            weights[exemplars - 1] = points.get(next);
        }
        return weights;
    }

    public Fusion fusion() {
        return fusion;
    }

    /** Whether the mean template's similarity counts. */
    public boolean needsMean() {
        return fusion == Fusion.MEAN || fusion == Fusion.CALIBRATED;
    }

    /** Whether the best exemplar's similarity counts. */
    public boolean needsBest() {
        return fusion != Fusion.MEAN;
    }

    /**
     * A subject's score.
     *
     * @param exemplars of the subject that are compared, at least 1
     * @param best similarity of the best of them
     * @param mean similarity to the mean template; not looked at by BEST
     */
    public float score(int exemplars, float best, float mean) {
        if (fusion == Fusion.MEAN) {
            return mean;
        }
        if (weights.length == 0) {
            return best;
        }
        LikelihoodPoint point = weights[Math.min(exemplars, weights.length) - 1];
        return (float) (point.offset() + point.best() * best + point.mean() * mean);
    }

    /** What the noise of a similarity is as noise of a score. */
    float noise(float similarityNoise, int exemplars) {
        if (weights.length == 0) {
            return similarityNoise;
        }
        LikelihoodPoint point = weights[Math.min(exemplars, weights.length) - 1];
        return (float) ((point.best() + point.mean()) * similarityNoise);
    }

    /** Base-10 logarithm of the likelihood ratio, cut off where the trials end; empty without calibration. */
    public OptionalDouble log10LikelihoodRatio(Candidate candidate) {
        if (calibration == null) {
            return OptionalDouble.empty();
        }
        if (weights.length > 0) {
            LikelihoodPoint point = weights[Math.min(candidate.exemplars(), weights.length) - 1];
            return OptionalDouble.of(Math.max(point.low(), Math.min(point.high(), candidate.score())));
        }
        if (ratios.length > 0) {
            LikelihoodPoint point = ratios[Math.min(candidate.exemplars(), ratios.length) - 1];
            return OptionalDouble.of(point.log10(candidate.similarity(), candidate.score()));
        }
        return calibration.log10LikelihoodRatio(
                fusion.name(), candidate.exemplars(), candidate.similarity(), candidate.score());
    }
}
