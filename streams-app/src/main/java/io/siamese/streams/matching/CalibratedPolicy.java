package io.siamese.streams.matching;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FmrPoint;
import io.siamese.encoder.card.FpirPoint;
import java.util.Comparator;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Thresholds by error rate: the calibration's for the wanted FMR (1:1) and FPIR (1:N), a subject's best exemplar
 * counting. Where there are more exemplars or subjects than the calibration reaches, the strictest of its thresholds
 * stands in and says so.
 */
public final class CalibratedPolicy implements Policy {
    private static final String FUSION = "BEST";

    private final Calibration calibration;
    private final double targetFmr;
    private final double targetFpir;
    private final int candidates;

    /**
     * @param targetFmr wanted false match rate of a verification, one of the calibration's
     * @param targetFpir wanted false positive identification rate of a search, one of the calibration's
     * @param candidates greatest number of candidates in a decision, at least 1
     * @throws IllegalArgumentException if the calibration does not support a target; the message names those it does
     */
    public CalibratedPolicy(Calibration calibration, double targetFmr, double targetFpir, int candidates) {
        this.calibration = calibration;
        this.targetFmr = targetFmr;
        this.targetFpir = targetFpir;
        this.candidates = candidates;
        if (calibration.atFmr(targetFmr, FUSION, 1).isEmpty()) {
            throw unsupported(
                    "policy.target.fmr",
                    targetFmr,
                    calibration.fmr().stream()
                            .filter(point -> point.fusion().equals(FUSION))
                            .map(FmrPoint::fmr)
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        if (calibration.atFpir(targetFpir, 1).isEmpty()) {
            throw unsupported(
                    "policy.target.fpir",
                    targetFpir,
                    calibration.fpir().stream().map(FpirPoint::fpir).collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    private IllegalArgumentException unsupported(String key, double value, TreeSet<Double> allowed) {
        return new IllegalArgumentException(key + "=" + value + ": the model's calibration "
                + calibration.calibrationId() + " supports " + allowed);
    }

    @Override
    public String name() {
        return "default";
    }

    @Override
    public long version() {
        return 0;
    }

    @Override
    public int candidates() {
        return candidates;
    }

    @Override
    public Optional<String> calibrationId() {
        return Optional.of(calibration.calibrationId());
    }

    @Override
    public Threshold verification(int exemplars) {
        return calibration
                .atFmr(targetFmr, FUSION, exemplars)
                .map(point -> new Threshold(point.threshold(), point.fmr(), true))
                .orElseGet(() -> strictest(calibration.fmr().stream()
                        .filter(point -> point.fusion().equals(FUSION))
                        .map(FmrPoint::threshold)
                        .max(Comparator.naturalOrder())
                        .orElseThrow()));
    }

    @Override
    public Threshold identification(int subjects) {
        return calibration
                .atFpir(targetFpir, subjects)
                .map(point -> new Threshold(point.threshold(), point.fpir(), true))
                .orElseGet(() -> strictest(calibration.fpir().stream()
                        .map(FpirPoint::threshold)
                        .max(Comparator.naturalOrder())
                        .orElseThrow()));
    }

    private static Threshold strictest(float score) {
        return new Threshold(score, null, false);
    }

    @Override
    public Optional<Double> log10LikelihoodRatio(float score) {
        return Optional.of(calibration.log10LikelihoodRatio(score));
    }
}
