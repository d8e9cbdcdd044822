package io.siamese.encoder.card;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Says what the scores of one encoder mean on one population. Only rates that the trials support are answered: a lookup
 * outside of them is empty, never extrapolated.
 *
 * @param calibrationId first 16 hex digits of SHA-256 over the rest, whatever its JSON looks like
 * @param encoderId of the encoder that made the scores
 * @param population what the trials were made of
 * @param logistic score to likelihood ratio, of the best of one exemplar
 * @param fmr thresholds of 1:1 by false match rate, fusion and exemplars
 * @param fpir thresholds of 1:N by false positive identification rate, fusion, exemplars and enrolled subjects
 * @param likelihoods scores to likelihood ratio by fusion and exemplars; empty in a file of the first layout
 * @param refusals rates that the trials do not support, and why; empty in a file of the first layout
 * @param reference what the images of the trials looked like; null in a file from before drift was measured
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Calibration(
        String calibrationId,
        String encoderId,
        String population,
        Logistic logistic,
        List<FmrPoint> fmr,
        List<FpirPoint> fpir,
        List<LikelihoodPoint> likelihoods,
        List<Refusal> refusals,
        @Nullable CalibrationReference reference) {

    /** Two rates are the same one if they differ by less than this share: 0.001 is 1e-3. */
    private static final double SAME_RATE = 1e-9;

    public Calibration {
        Objects.requireNonNull(encoderId, "Calibration: encoderId is missing");
        Objects.requireNonNull(population, "Calibration: population is missing");
        Objects.requireNonNull(logistic, "Calibration: logistic is missing");
        fmr = copyOrEmpty(fmr);
        fpir = copyOrEmpty(fpir);
        likelihoods = copyOrEmpty(likelihoods);
        refusals = copyOrEmpty(refusals);
        Set<String> likelihoodKeys = new HashSet<>();
        for (LikelihoodPoint point : likelihoods) {
            if (!likelihoodKeys.add(point.fusion() + " of " + point.exemplars() + " exemplars")) {
                throw new IllegalArgumentException("Calibration: likelihoods has two points for " + point.fusion()
                        + " of " + point.exemplars() + " exemplars");
            }
        }
        String derived = CalibrationDigest.deriveId(
                encoderId, population, logistic, fmr, fpir, likelihoods, refusals, reference);
        if (!derived.equals(calibrationId)) {
            throw new IllegalArgumentException(
                    "Calibration: calibrationId=" + calibrationId + " is not that of its content, which is " + derived);
        }
    }

    private static <T> List<T> copyOrEmpty(@Nullable List<T> points) {
        return points == null ? List.of() : List.copyOf(points);
    }

    /** Derives the id; without a reference. */
    public static Calibration create(
            String encoderId,
            String population,
            Logistic logistic,
            List<FmrPoint> fmr,
            List<FpirPoint> fpir,
            List<LikelihoodPoint> likelihoods,
            List<Refusal> refusals) {
        return create(encoderId, population, logistic, fmr, fpir, likelihoods, refusals, null);
    }

    private static Calibration create(
            String encoderId,
            String population,
            Logistic logistic,
            List<FmrPoint> fmr,
            List<FpirPoint> fpir,
            List<LikelihoodPoint> likelihoods,
            List<Refusal> refusals,
            @Nullable CalibrationReference reference) {
        String id = CalibrationDigest.deriveId(
                encoderId, population, logistic, fmr, fpir, likelihoods, refusals, reference);
        return new Calibration(id, encoderId, population, logistic, fmr, fpir, likelihoods, refusals, reference);
    }

    /** Derives the id; no likelihoods by fusion, no refusals. */
    public static Calibration create(
            String encoderId, String population, Logistic logistic, List<FmrPoint> fmr, List<FpirPoint> fpir) {
        return create(encoderId, population, logistic, fmr, fpir, List.of(), List.of());
    }

    /** The same numbers under another encoder's id: for one whose scores on the images of the trials are the same. */
    public Calibration forEncoder(String otherEncoderId) {
        return create(otherEncoderId, population, logistic, fmr, fpir, likelihoods, refusals, reference);
    }

    /** The same thresholds, with what the images looked like; it has another id. */
    public Calibration withReference(CalibrationReference images) {
        return create(encoderId, population, logistic, fmr, fpir, likelihoods, refusals, images);
    }

    /** @throws IllegalArgumentException saying what is wrong, if the text is not a calibration */
    public static Calibration fromJson(String json) {
        return CardJson.deserialise(json, Calibration.class, "Calibration");
    }

    public String toJson() {
        return CardJson.serialise(this);
    }

    /** Of the best of one exemplar: logarithm to base 10, cut off where the trials end. */
    public double log10LikelihoodRatio(float score) {
        return logistic.log10LikelihoodRatio(score);
    }

    /**
     * Logarithm to base 10, cut off where the trials end. Of the numbers of exemplars in the table, the smallest that is not
     * below {@code exemplars} counts, or the largest where there are more: a ratio is a statement on this comparison, not a
     * promised rate. A calibration without the table answers {@link FusionKind#BEST} by {@link #logistic}.
     *
     * @param bestSimilarity of the subject's most similar exemplar
     * @param meanSimilarity to the subject's mean template
     * @return empty where the calibration says nothing about the fusion
     */
    public OptionalDouble log10LikelihoodRatio(
            String fusion, int exemplars, float bestSimilarity, float meanSimilarity) {
        List<LikelihoodPoint> fused = likelihoods.stream()
                .filter(point -> point.fusion().equals(fusion))
                .toList();
        if (fused.isEmpty()) {
            return FusionKind.BEST.isNamed(fusion) && likelihoods.isEmpty()
                    ? OptionalDouble.of(log10LikelihoodRatio(bestSimilarity))
                    : OptionalDouble.empty();
        }
        int size = smallest(fused, LikelihoodPoint::exemplars, exemplars)
                .orElseGet(() -> fused.stream()
                        .mapToInt(LikelihoodPoint::exemplars)
                        .max()
                        .orElseThrow());
        return fused.stream()
                .filter(point -> point.exemplars() == size)
                .mapToDouble(point -> point.log10LikelihoodRatio(bestSimilarity, meanSimilarity))
                .findFirst();
    }

    /**
     * The point of a 1:1 comparison: exactly this rate, and of the numbers of exemplars in the table the smallest that
     * is not below {@code exemplars}.
     */
    public Optional<FmrPoint> pointAtFmr(double target, String fusion, int exemplars) {
        return fmrCurve(fusion, exemplars).points().stream()
                .filter(point -> isSameRate(point.fmr(), target))
                .findFirst();
    }

    /** False match rate at any threshold between two points, linear in its logarithm; exemplars as in {@link #pointAtFmr}. */
    public OptionalDouble expectedFmr(float threshold, String fusion, int exemplars) {
        return fmrCurve(fusion, exemplars).rateAtThreshold(threshold);
    }

    /** {@link #pointAtFpir(double, String, int, int)} by the best of one exemplar. */
    public Optional<FpirPoint> pointAtFpir(double target, int subjects) {
        return pointAtFpir(target, FusionKind.BEST.name(), 1, subjects);
    }

    /**
     * The point of a search: exactly this rate, exemplars as in {@link #pointAtFmr}, and of the gallery sizes in the table for
     * these the smallest not below {@code subjects}.
     */
    public Optional<FpirPoint> pointAtFpir(double target, String fusion, int exemplars, int subjects) {
        return fpirCurve(fusion, exemplars, subjects).points().stream()
                .filter(point -> isSameRate(point.fpir(), target))
                .findFirst();
    }

    /** {@link #expectedFpir(float, String, int, int)} by the best of one exemplar. */
    public OptionalDouble expectedFpir(float threshold, int subjects) {
        return expectedFpir(threshold, FusionKind.BEST.name(), 1, subjects);
    }

    /** FPIR at any threshold between two points, linear in its logarithm; exemplars and gallery size as in {@link #pointAtFpir(double, String, int, int)}. */
    public OptionalDouble expectedFpir(float threshold, String fusion, int exemplars, int subjects) {
        return fpirCurve(fusion, exemplars, subjects).rateAtThreshold(threshold);
    }

    private RateCurve<FmrPoint> fmrCurve(String fusion, int exemplars) {
        List<FmrPoint> fused =
                fmr.stream().filter(point -> point.fusion().equals(fusion)).toList();
        return new RateCurve<>(atSmallest(fused, FmrPoint::exemplars, exemplars), FmrPoint::threshold, FmrPoint::fmr);
    }

    private RateCurve<FpirPoint> fpirCurve(String fusion, int exemplars, int subjects) {
        List<FpirPoint> fused =
                fpir.stream().filter(point -> point.fusion().equals(fusion)).toList();
        List<FpirPoint> points =
                atSmallest(atSmallest(fused, FpirPoint::exemplars, exemplars), FpirPoint::subjects, subjects);
        return new RateCurve<>(points, FpirPoint::threshold, FpirPoint::fpir);
    }

    private static <T> List<T> atSmallest(List<T> points, ToIntFunction<T> size, int least) {
        OptionalInt chosen = smallest(points, size, least);
        return points.stream()
                .filter(point -> chosen.isPresent() && size.applyAsInt(point) == chosen.getAsInt())
                .toList();
    }

    private static <T> OptionalInt smallest(List<T> points, ToIntFunction<T> size, int least) {
        return points.stream().mapToInt(size).filter(n -> n >= least).min();
    }

    private static boolean isSameRate(double rate, double target) {
        return Math.abs(rate - target) <= SAME_RATE * rate;
    }
}
