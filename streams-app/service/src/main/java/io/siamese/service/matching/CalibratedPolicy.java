package io.siamese.service.matching;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FmrPoint;
import io.siamese.encoder.card.FpirPoint;
import io.siamese.encoder.score.FusedScore;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Thresholds by error rate: the calibration's for the wanted FMR (1:1) and FPIR (1:N). Where there are more exemplars or
 * subjects than the calibration reaches, the strictest of its thresholds stands in and says so; where it has none at all,
 * nothing matches.
 */
final class CalibratedPolicy implements Policy {
    private final PolicyRules rules;
    private final @Nullable Calibration calibration;
    private final String fusion;
    private final FusedScore scoring;
    private final LastThreshold lastVerification = new LastThreshold();
    private final LastThreshold lastIdentification = new LastThreshold();

    CalibratedPolicy(PolicyRules rules, @Nullable Calibration calibration) {
        this.rules = rules;
        this.calibration = calibration;
        fusion = rules.fusion().name();
        scoring = new FusedScore(rules.fusion(), calibration);
    }

    @Override
    public PolicyRules rules() {
        return rules;
    }

    @Override
    public FusedScore scoring() {
        return scoring;
    }

    @Override
    public Optional<String> calibrationId() {
        return Optional.ofNullable(calibration).map(Calibration::calibrationId);
    }

    @Override
    public Threshold verification(int exemplars) {
        return lastVerification.get(1, exemplars, this::verificationAt);
    }

    @Override
    public Threshold identification(int subjects, int exemplars) {
        return lastIdentification.get(subjects, exemplars, this::identificationAt);
    }

    private Threshold verificationAt(int subjects, int exemplars) {
        Optional<FmrPoint> point = pointAtFmr(rules.targetFmr(), exemplars);
        Float reviewFrom = pointAtFmr(rules.reviewFmr(), exemplars)
                .map(FmrPoint::threshold)
                .orElse(null);
        return point.map(found -> new Threshold(found.threshold(), found.fmr(), true, reviewFrom))
                .orElseGet(() -> strictest(
                        calibration == null
                                ? DoubleStream.empty()
                                : calibration.fmr().stream()
                                        .filter(known -> known.fusion().equals(fusion))
                                        .mapToDouble(FmrPoint::threshold),
                        reviewFrom));
    }

    private Threshold identificationAt(int subjects, int exemplars) {
        Optional<FpirPoint> point = pointAtFpir(rules.targetFpir(), subjects, exemplars);
        Float reviewFrom = pointAtFpir(rules.reviewFpir(), subjects, exemplars)
                .map(FpirPoint::threshold)
                .orElse(null);
        return point.map(found -> new Threshold(found.threshold(), found.fpir(), true, reviewFrom))
                .orElseGet(() -> strictest(
                        calibration == null
                                ? DoubleStream.empty()
                                : calibration.fpir().stream()
                                        .filter(known -> known.fusion().equals(fusion))
                                        .mapToDouble(FpirPoint::threshold),
                        reviewFrom));
    }

    private Optional<FmrPoint> pointAtFmr(@Nullable Double rate, int exemplars) {
        return calibration == null || rate == null ? Optional.empty() : calibration.pointAtFmr(rate, fusion, exemplars);
    }

    private Optional<FpirPoint> pointAtFpir(@Nullable Double rate, int subjects, int exemplars) {
        return calibration == null || rate == null
                ? Optional.empty()
                : calibration.pointAtFpir(rate, fusion, exemplars, subjects);
    }

    private static Threshold strictest(DoubleStream thresholds, @Nullable Float reviewFrom) {
        return new Threshold((float) thresholds.max().orElse(Double.POSITIVE_INFINITY), null, false, reviewFrom);
    }
}
