package io.siamese.encoder.score;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FusionKind;
import io.siamese.encoder.card.LikelihoodPoint;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Makes a subject's score of two similarities: that of its most similar exemplar, b, and that to its mean template, m.
 *
 * <ul>
 *   <li>{@link FusionKind#BEST}: the score is b.
 *   <li>{@link FusionKind#MEAN}: the score is m.
 *   <li>{@link FusionKind#CALIBRATED}: the score is {@code offset + best · b + mean · m}, the base-10 logarithm of the
 *       likelihood ratio. The calibration has these three numbers for several numbers of exemplars. Of these the smallest
 *       that is not below the subject's number counts, or the largest where the subject has more.
 * </ul>
 *
 * A score is not cut off where the trials end, because two subjects beyond that are not alike. It never falls with b or m.
 * Immutable, thread-safe.
 */
public final class FusedScore {

    private static final FusedScore BEST = new FusedScore(FusionKind.BEST, null);
    private static final FusedScore MEAN = new FusedScore(FusionKind.MEAN, null);

    private final FusionKind kind;
    private final @Nullable Calibration calibration;
    /** The points of this kind by number of exemplars less one; the last is for all that have more. May be empty. */
    private final LikelihoodPoint[] points;

    /**
     * @param calibration gives the weights of {@link FusionKind#CALIBRATED}, and likelihood ratios; null: there is none, and
     *     the score of {@code CALIBRATED} is that of {@code BEST}, as it is where the calibration has no weights for it
     */
    public FusedScore(FusionKind kind, @Nullable Calibration calibration) {
        this.kind = kind;
        this.calibration = calibration;
        this.points = calibration == null ? new LikelihoodPoint[0] : pointsByExemplars(calibration.likelihoods(), kind);
    }

    private FusedScore(LikelihoodPoint point) {
        kind = FusionKind.valueOf(point.fusion());
        calibration = null;
        points = new LikelihoodPoint[] {point};
    }

    /** The score of the most similar exemplar, without likelihood ratios. */
    public static FusedScore best() {
        return BEST;
    }

    /** The score of the mean template, without likelihood ratios. */
    public static FusedScore mean() {
        return MEAN;
    }

    /** The score that a point was fitted for, whatever the number of exemplars. */
    public static FusedScore of(LikelihoodPoint point) {
        return new FusedScore(point);
    }

    private static LikelihoodPoint[] pointsByExemplars(List<LikelihoodPoint> likelihoods, FusionKind kind) {
        List<LikelihoodPoint> rising = likelihoods.stream()
                .filter(point -> kind.isNamed(point.fusion()))
                .sorted(Comparator.comparingInt(LikelihoodPoint::exemplars))
                .toList();
        int most = rising.isEmpty() ? 0 : rising.get(rising.size() - 1).exemplars();
        LikelihoodPoint[] bySize = new LikelihoodPoint[most];
        int next = 0;
        for (int exemplars = 1; exemplars <= most; exemplars++) {
            if (rising.get(next).exemplars() < exemplars) {
                next++;
            }
            bySize[exemplars - 1] = rising.get(next);
        }
        return bySize;
    }

    public FusionKind kind() {
        return kind;
    }

    /** Whether the similarity of the most similar exemplar counts. */
    public boolean needsBest() {
        return kind.needsBest();
    }

    /** Whether the similarity to the mean template counts. */
    public boolean needsMean() {
        return kind.needsMean();
    }

    /**
     * Computes a subject's score.
     *
     * @param exemplars of the subject that are compared, at least 1
     * @param best similarity of the most similar of them; not looked at by {@code MEAN}
     * @param mean similarity to the mean template; not looked at by {@code BEST}
     */
    public float score(int exemplars, float best, float mean) {
        if (kind == FusionKind.MEAN) {
            return mean;
        }
        return isWeighted() ? (float) pointFor(exemplars).unbounded(best, mean) : best;
    }

    /** Converts the numerical noise of a similarity to the noise of a score. */
    public float scoreNoise(float similarityNoise, int exemplars) {
        if (!isWeighted()) {
            return similarityNoise;
        }
        LikelihoodPoint point = pointFor(exemplars);
        return (float) ((point.best() + point.mean()) * similarityNoise);
    }

    /**
     * The base-10 logarithm of the likelihood ratio, cut off where the trials end.
     *
     * @param exemplars of the subject that were compared, at least 1
     * @param best similarity of the most similar of them
     * @param score of the subject, as {@link #score} gave it
     * @return empty where nothing is known of this kind
     */
    public OptionalDouble log10LikelihoodRatio(int exemplars, float best, float score) {
        if (points.length > 0) {
            LikelihoodPoint point = pointFor(exemplars);
            return OptionalDouble.of(
                    isWeighted() ? point.clampToTrials(score) : point.log10LikelihoodRatio(best, score));
        }
        return calibration == null
                ? OptionalDouble.empty()
                : calibration.log10LikelihoodRatio(kind.name(), exemplars, best, score);
    }

    private boolean isWeighted() {
        return kind == FusionKind.CALIBRATED && points.length > 0;
    }

    private LikelihoodPoint pointFor(int exemplars) {
        return points[Math.min(exemplars, points.length) - 1];
    }
}
