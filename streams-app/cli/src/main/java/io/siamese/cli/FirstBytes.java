package io.siamese.cli;

import io.siamese.client.ExemplarNaming;
import io.siamese.schemas.serde.ValueFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Says by its first bytes whether a file is to be enrolled. The topic of exemplars keeps what is published, so a file that
 * cannot be enrolled is better not sent.
 *
 * @param verdict what is to be done with the file
 * @param why in words, if it is not to be enrolled; otherwise empty
 */
record FirstBytes(Verdict verdict, String why) {

    /** What is to be done with a file. */
    enum Verdict {
        /** An image that the service reads. */
        ENROL,
        /** No image, and nobody said that it was one. */
        SKIP,
        /** An image that the service does not read, or a file that should be an image and is none. */
        FAIL
    }

    private static final int SHOWN = 4;
    private static final Pattern IMAGE_NAME =
            Pattern.compile("(?i).*\\.(png|jpe?g|webp|gif|bmp|tiff?|hei[cf]|avif|jp2|j2k|jxl)");

    /**
     * Looks at a file.
     *
     * @param named whether somebody named the file itself, and not a folder above it
     * @throws IOException if it cannot be read
     */
    static FirstBytes examine(Path file, boolean named) throws IOException {
        if (!Files.isRegularFile(file)) {
            // What comes through a pipe can be read once only. The service looks at it.
            return new FirstBytes(Verdict.ENROL, "");
        }
        byte[] first = readFirst(file);
        ValueFormat format = ValueFormat.of(first);
        if (format.isDecoded()) {
            return new FirstBytes(Verdict.ENROL, "");
        }
        if (format.isImage()) {
            return new FirstBytes(
                    Verdict.FAIL, "UNSUPPORTED_FORMAT: images of format " + format + " are not read; convert it");
        }
        String why = first.length == 0 ? "no image, the file is empty" : "no image, it starts with " + formatHex(first);
        boolean expected =
                named || IMAGE_NAME.matcher(ExemplarNaming.name(file)).matches();
        return new FirstBytes(expected ? Verdict.FAIL : Verdict.SKIP, why);
    }

    private static byte[] readFirst(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(ValueFormat.TELLING_BYTES);
        }
    }

    private static String formatHex(byte[] first) {
        return HexFormat.ofDelimiter(" ").formatHex(first, 0, Math.min(SHOWN, first.length));
    }
}
