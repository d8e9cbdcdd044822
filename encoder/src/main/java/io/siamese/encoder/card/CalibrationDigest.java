package io.siamese.encoder.card;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Digest over the binary values, since JDKs write the same double in different digits. */
final class CalibrationDigest {
    private CalibrationDigest() {}

    static String of(String encoderId, String population, Logistic logistic, List<FmrPoint> fmr, List<FpirPoint> fpir) {
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
        } catch (IOException e) {
            throw new UncheckedIOException("Calibration: a text longer than 65,535 bytes", e);
        }
        return HexFormat.of().formatHex(sha256(bytes.toByteArray()), 0, 8);
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
