package io.siamese.encoder.card;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What the scores of one encoder mean on one population. Only rates that the trials support are answered: a lookup
 * outside of them is empty, never extrapolated.
 *
 * @param calibrationId first 16 hex digits of SHA-256 over the rest, whatever its JSON looks like
 * @param encoderId of the encoder that made the scores
 * @param population what the trials were made of
 * @param logistic score to likelihood ratio
 * @param fmr thresholds of 1:1 by false match rate, fusion and exemplars
 * @param fpir thresholds of 1:N by false positive identification rate and enrolled subjects
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Calibration(
        String calibrationId,
        String encoderId,
        String population,
        Logistic logistic,
        List<FmrPoint> fmr,
        List<FpirPoint> fpir) {

    /** Two rates are the same one if they differ by less than this share: 0.001 is 1e-3. */
    private static final double SAME_RATE = 1e-9;

    public Calibration {
        Objects.requireNonNull(encoderId, "Calibration: encoderId is missing");
        Objects.requireNonNull(population, "Calibration: population is missing");
        Objects.requireNonNull(logistic, "Calibration: logistic is missing");
        fmr = fmr == null ? List.of() : List.copyOf(fmr);
        fpir = fpir == null ? List.of() : List.copyOf(fpir);
        String derived = CalibrationDigest.of(encoderId, population, logistic, fmr, fpir);
        if (!derived.equals(calibrationId)) {
            throw new IllegalArgumentException(
                    "Calibration: calibrationId=" + calibrationId + " is not that of its content, which is " + derived);
        }
    }

    /** Derives the id. */
    public static Calibration of(
            String encoderId, String population, Logistic logistic, List<FmrPoint> fmr, List<FpirPoint> fpir) {
        String id = CalibrationDigest.of(encoderId, population, logistic, fmr, fpir);
        return new Calibration(id, encoderId, population, logistic, fmr, fpir);
    }

    /** @throws IllegalArgumentException saying what is wrong, if the text is not a calibration */
    public static Calibration parse(String json) {
        return CardJson.read(json, Calibration.class, "Calibration");
    }

    public String json() {
        return CardJson.write(this);
    }

    /** Logarithm to base 10, cut off where the trials end. */
    public double log10LikelihoodRatio(float score) {
        return logistic.log10LikelihoodRatio(score);
    }

    /**
     * The point of a 1:1 comparison: exactly this rate, and of the numbers of exemplars in the table the smallest that
     * is not below {@code exemplars}.
     */
    public Optional<FmrPoint> atFmr(double target, String fusion, int exemplars) {
        return fmrCurve(fusion, exemplars).points().stream()
                .filter(point -> same(point.fmr(), target))
                .findFirst();
    }

    /** False match rate at any threshold between two points, linear in its logarithm; exemplars as in {@link #atFmr}. */
    public OptionalDouble expectedFmr(float threshold, String fusion, int exemplars) {
        return fmrCurve(fusion, exemplars).at(threshold);
    }

    /** The point of a search: exactly this rate, and of the gallery sizes in the table the smallest not below {@code subjects}. */
    public Optional<FpirPoint> atFpir(double target, int subjects) {
        return fpirCurve(subjects).points().stream()
                .filter(point -> same(point.fpir(), target))
                .findFirst();
    }

    /** FPIR at any threshold between two points, linear in its logarithm; gallery size as in {@link #atFpir}. */
    public OptionalDouble expectedFpir(float threshold, int subjects) {
        return fpirCurve(subjects).at(threshold);
    }

    private RateCurve<FmrPoint> fmrCurve(String fusion, int exemplars) {
        List<FmrPoint> fused =
                fmr.stream().filter(point -> point.fusion().equals(fusion)).toList();
        OptionalInt size = fused.stream()
                .mapToInt(FmrPoint::exemplars)
                .filter(n -> n >= exemplars)
                .min();
        List<FmrPoint> points = fused.stream()
                .filter(point -> size.isPresent() && point.exemplars() == size.getAsInt())
                .toList();
        return new RateCurve<>(points, FmrPoint::threshold, FmrPoint::fmr);
    }

    private RateCurve<FpirPoint> fpirCurve(int subjects) {
        OptionalInt size = fpir.stream()
                .mapToInt(FpirPoint::subjects)
                .filter(n -> n >= subjects)
                .min();
        List<FpirPoint> points = fpir.stream()
                .filter(point -> size.isPresent() && point.subjects() == size.getAsInt())
                .toList();
        return new RateCurve<>(points, FpirPoint::threshold, FpirPoint::fpir);
    }

    private static boolean same(double rate, double target) {
        return Math.abs(rate - target) <= SAME_RATE * rate;
    }
}
