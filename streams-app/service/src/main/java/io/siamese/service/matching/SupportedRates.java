package io.siamese.service.matching;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FmrPoint;
import io.siamese.encoder.card.FpirPoint;
import io.siamese.encoder.card.Refusal;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Tells which rates a calibration supports for one fusion. */
record SupportedRates(Calibration calibration, String fusion) {

    /** What is not supported of a policy by rates; empty: nothing. */
    Optional<String> problem(PolicyRules rules, double targetFmr, double targetFpir) {
        return unsupportedFmr("targetFmr", targetFmr)
                .or(() -> unsupportedFpir("targetFpir", targetFpir))
                .or(() -> unsupportedFmr("reviewFmr", rules.reviewFmr()))
                .or(() -> unsupportedFpir("reviewFpir", rules.reviewFpir()));
    }

    private Optional<String> unsupportedFmr(String field, @Nullable Double rate) {
        if (rate == null || calibration.pointAtFmr(rate, fusion, 1).isPresent()) {
            return Optional.empty();
        }
        DoubleStream known = calibration.fmr().stream()
                .filter(point -> point.fusion().equals(fusion))
                .mapToDouble(FmrPoint::fmr);
        return Optional.of(refusal(field, rate, known, "FMR"));
    }

    private Optional<String> unsupportedFpir(String field, @Nullable Double rate) {
        if (rate == null || calibration.pointAtFpir(rate, fusion, 1, 1).isPresent()) {
            return Optional.empty();
        }
        DoubleStream known = calibration.fpir().stream()
                .filter(point -> point.fusion().equals(fusion))
                .mapToDouble(FpirPoint::fpir);
        return Optional.of(refusal(field, rate, known, "FPIR"));
    }

    private String refusal(String field, double rate, DoubleStream known, String kind) {
        TreeSet<Double> supported = known.boxed().collect(Collectors.toCollection(TreeSet::new));
        String because = calibration.refusals().stream()
                .filter(refusal -> refusal.target().startsWith(kind + " " + rate + ",")
                        && refusal.target().contains(fusion))
                .map(Refusal::reason)
                .findFirst()
                .map(reason -> ": " + reason)
                .orElse("");
        String promise = supported.isEmpty()
                ? " supports no rate for fusion " + fusion
                        + ", so the model must be calibrated on images of more subjects, or a fixed threshold be set"
                : " supports for fusion " + fusion + " " + supported;
        return field + "=" + rate + ": calibration " + calibration.calibrationId() + promise + because;
    }

    /** How far the promise of these rates reaches, in words. */
    String describeReach(double targetFmr, double targetFpir) {
        OptionalInt exemplars = calibration.fmr().stream()
                .filter(point -> point.fusion().equals(fusion))
                .mapToInt(FmrPoint::exemplars)
                .filter(n -> calibration.pointAtFmr(targetFmr, fusion, n).isPresent())
                .max();
        return "FMR " + targetFmr + " is supported up to " + exemplars.orElse(0) + " exemplars a subject, FPIR "
                + targetFpir + " up to " + searched(targetFpir, exemplars.orElse(0)) + " subjects";
    }

    /** The greatest N of searches; where it is not the same for all numbers of exemplars, by these. */
    private String searched(double targetFpir, int mostExemplars) {
        TreeMap<Integer, Integer> most = new TreeMap<>();
        calibration.fpir().stream()
                .filter(point -> point.fusion().equals(fusion))
                .filter(point -> calibration
                        .pointAtFpir(targetFpir, fusion, point.exemplars(), point.subjects())
                        .isPresent())
                .forEach(point -> most.merge(point.exemplars(), point.subjects(), Math::max));
        if (most.isEmpty()) {
            return "0";
        }
        boolean alike = most.lastKey() >= mostExemplars && new TreeSet<>(most.values()).size() == 1;
        return alike
                ? most.firstEntry().getValue().toString()
                : most.entrySet().stream()
                        .map(known -> known.getValue() + " (" + known.getKey() + " of each)")
                        .collect(Collectors.joining(", "));
    }
}
