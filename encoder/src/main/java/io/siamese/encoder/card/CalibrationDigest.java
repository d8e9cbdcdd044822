package io.siamese.encoder.card;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Derives a calibration's id from its binary values. It does not read the JSON, because JDKs write the same double in
 * different digits. Fields that the first calibrations did not have come last, and only if one of them is set. So the
 * ids of the first calibrations stay what they were.
 */
final class CalibrationDigest {
    private CalibrationDigest() {}

    static String deriveId(
            String encoderId,
            String population,
            Logistic logistic,
            List<FmrPoint> fmr,
            List<FpirPoint> fpir,
            List<LikelihoodPoint> likelihoods,
            List<Refusal> refusals,
            @Nullable CalibrationReference reference) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(encoderId);
            out.writeUTF(population);
            doubles(out, logistic.slope(), logistic.intercept(), logistic.low(), logistic.high());
            out.writeInt(fmr.size());
            for (FmrPoint point : fmr) {
                out.writeUTF(point.fusion());
                out.writeInt(point.exemplars());
                doubles(out, point.fmr(), point.threshold(), point.low(), point.high(), point.fnmr());
            }
            out.writeInt(fpir.size());
            for (FpirPoint point : fpir) {
                out.writeInt(point.subjects());
                doubles(out, point.fpir(), point.threshold(), point.low(), point.high());
            }
            if (!isFirstLayout(fmr, fpir) || !likelihoods.isEmpty() || !refusals.isEmpty() || reference != null) {
                writeLaterFields(out, fmr, fpir, likelihoods, refusals);
            }
            if (reference != null) {
                images(out, reference);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Calibration: a text longer than 65,535 bytes", e);
        }
        return HexFormat.of().formatHex(sha256(bytes.toByteArray()), 0, 8);
    }

    private static boolean isFirstLayout(List<FmrPoint> fmr, List<FpirPoint> fpir) {
        return fmr.stream().allMatch(point -> point.prediction() == null)
                && fpir.stream()
                        .allMatch(point -> point.prediction() == null
                                && FusionKind.BEST.isNamed(point.fusion())
                                && point.exemplars() == 1);
    }

    private static void writeLaterFields(
            DataOutputStream out,
            List<FmrPoint> fmr,
            List<FpirPoint> fpir,
            List<LikelihoodPoint> likelihoods,
            List<Refusal> refusals)
            throws IOException {
        for (FmrPoint point : fmr) {
            prediction(out, point.prediction());
        }
        for (FpirPoint point : fpir) {
            out.writeUTF(point.fusion());
            out.writeInt(point.exemplars());
            prediction(out, point.prediction());
        }
        out.writeInt(likelihoods.size());
        for (LikelihoodPoint point : likelihoods) {
            out.writeUTF(point.fusion());
            out.writeInt(point.exemplars());
            doubles(out, point.best(), point.mean(), point.offset(), point.low(), point.high());
        }
        out.writeInt(refusals.size());
        for (Refusal refusal : refusals) {
            out.writeUTF(refusal.target());
            out.writeUTF(refusal.reason());
        }
    }

    private static void images(DataOutputStream out, CalibrationReference reference) throws IOException {
        out.writeInt(reference.classes());
        out.writeInt(reference.images());
        out.writeInt(reference.rejected());
        bins(out, reference.contrast());
        bins(out, reference.ink());
        out.writeInt(reference.scores().size());
        for (ScoreReference scores : reference.scores()) {
            out.writeInt(scores.exemplars());
            doubles(out, scores.tolerance());
            out.writeInt(scores.quantiles().size());
            for (double quantile : scores.quantiles()) {
                out.writeDouble(quantile);
            }
        }
    }

    private static void bins(DataOutputStream out, BinnedReference bins) throws IOException {
        doubles(out, bins.tolerance());
        out.writeInt(bins.edges().size());
        for (double edge : bins.edges()) {
            out.writeDouble(edge);
        }
        for (int count : bins.counts()) {
            out.writeInt(count);
        }
    }

    private static void prediction(DataOutputStream out, @Nullable RatePrediction prediction) throws IOException {
        out.writeBoolean(prediction != null);
        if (prediction != null) {
            doubles(out, prediction.low(), prediction.high());
            out.writeInt(prediction.groups());
        }
    }

    private static void doubles(DataOutputStream out, double... values) throws IOException {
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
