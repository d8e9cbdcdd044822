package io.siamese.encoder.image.webp;

import io.siamese.encoder.image.UnreadableImageException;
import java.util.Arrays;

/** Decodes how opaque the pixels of a lossy WebP picture are: its ALPH chunk (RFC 9649, section 2.7.1.2). */
public final class AlphaPlane {
    private static final int RAW = 0;
    private static final int LOSSLESS = 1;
    private static final int HORIZONTAL = 1;
    private static final int VERTICAL = 2;

    private AlphaPlane() {}

    /**
     * A value a pixel, 255 for an opaque one.
     *
     * @param from where the chunk's data begin
     * @param length of its data in bytes
     */
    public static byte[] decode(byte[] file, int from, int length, int width, int height)
            throws UnreadableImageException {
        if (length < 1) {
            throw UnreadableImageException.corrupt("WebP with an empty channel of transparency");
        }
        int kind = file[from];
        byte[] alpha = decodeValues(kind & 3, file, from + 1, length - 1, width, height);
        undoFilter(kind >> 2 & 3, alpha, width);
        return alpha;
    }

    private static byte[] decodeValues(int method, byte[] file, int from, int length, int width, int height)
            throws UnreadableImageException {
        int count = width * height;
        if (method == RAW && length >= count) {
            return Arrays.copyOfRange(file, from, from + count);
        }
        if (method != LOSSLESS) {
            throw UnreadableImageException.corrupt("WebP with a channel of transparency that ends early or is unknown");
        }
        int[] pixels = LosslessPicture.decodeHeaderless(file, from, length, width, height);
        byte[] values = new byte[count];
        for (int i = 0; i < count; i++) {
            values[i] = (byte) (pixels[i] >> 8);
        }
        return values;
    }

    private static void undoFilter(int filter, byte[] alpha, int width) {
        for (int at = 1; filter != 0 && at < alpha.length; at++) {
            int x = at % width;
            int predicted;
            if (at < width) {
                predicted = alpha[at - 1];
            } else if (x == 0 || filter == VERTICAL) {
                predicted = alpha[at - width];
            } else if (filter == HORIZONTAL) {
                predicted = alpha[at - 1];
            } else {
                predicted = gradient(alpha[at - 1], alpha[at - width], alpha[at - width - 1]);
            }
            alpha[at] += (byte) predicted;
        }
    }

    private static int gradient(byte left, byte top, byte topLeft) {
        return Math.max(0, Math.min(255, (left & 0xFF) + (top & 0xFF) - (topLeft & 0xFF)));
    }
}
