package io.siamese.encoder.image.ink;

import io.siamese.encoder.image.BilevelImage;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Holds ink that is there or not, one byte a pixel. It works on eight pixels at once in a long. The numbers are those
 * of {@link GreyMass} for the same image, in units of 255.
 */
final class BilevelMass extends InkMass {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int INK = 255;
    /** Columns left of the image, a whole long, and rows above it. */
    private static final int LEFT = Long.BYTES;

    private static final int ABOVE = GROUND + 1;
    /** Ink of each number of units. A whole byte of them, so that none has to be checked. */
    private static final double[] LEVELS = new double[256];

    static {
        for (int i = 0; i < LEVELS.length; i++) {
            LEVELS[i] = INK * i;
        }
    }

    private final byte[] units;
    private final int stride;
    private final int blur;
    private final double perUnit;

    private BilevelMass(byte[] units, int stride, int width, int height, int blur, InkSums moments) {
        super(width, height, moments);
        this.units = units;
        this.stride = stride;
        this.blur = blur;
        this.perUnit = blur == 0 ? 1 : 1.0 / 16;
    }

    /** Whether sums of an image stay within bytes: 16 after one blur, and the height in a column's sum. */
    static boolean fitsInBytes(BilevelImage image, int blur) {
        return blur <= 1 && image.height() <= 255;
    }

    /**
     * @param lightIsInk whether white is ink, on black ground
     * @param scratch what the mass lies in
     */
    static BilevelMass measure(BilevelImage image, boolean lightIsInk, int blur, InkScratch scratch) {
        int stride = LEFT + (image.width() + GROUND + Long.BYTES) / Long.BYTES * Long.BYTES + Long.BYTES;
        byte[] units = scratch.clearedMass(stride * (image.height() + 2 * ABOVE));
        InkRows rows = new InkRows(image, lightIsInk != image.setIsWhite(), stride);
        if (blur == 0) {
            rows.write(units, ABOVE * stride + LEFT);
        } else {
            rows.writeBlurred(units, ABOVE * stride + LEFT);
        }
        return new BilevelMass(
                units,
                stride,
                image.width() + 2 * blur,
                image.height() + 2 * blur,
                blur,
                rows.sums().shifted(blur).blurred(blur).multipliedBy(INK));
    }

    @Override
    byte interpolateInk(int index, double right, double below) {
        int under = index + stride;
        double upper = between(LEVELS[units[index] & 0xFF], LEVELS[units[index + 1] & 0xFF], right);
        double lower = between(LEVELS[units[under] & 0xFF], LEVELS[units[under + 1] & 0xFF], right);
        return (byte) (int) (between(upper, lower, below) * perUnit + 0.5);
    }

    /** Much of a window is ground: a row is worked out from its first long with ink in it to its last. */
    @Override
    byte[] sampleCells(Cells across, Cells down) {
        Spans spans = Spans.between(across.places(), LEFT - blur, stride / Long.BYTES);
        byte[] out = new byte[down.size() * across.size()];
        for (int row = 0; row < down.size(); row++) {
            int start = (ABOVE - blur + down.places()[row]) * stride;
            sampleRow(start, across, spans, down.shares()[row], out, row * across.size());
        }
        return out;
    }

    private void sampleRow(int start, Cells across, Spans spans, double below, byte[] out, int at) {
        int first = 0;
        int last = stride / Long.BYTES - 1;
        while (first <= last && isGround(start + first * Long.BYTES)) {
            first++;
        }
        if (first > last) {
            return;
        }
        while (isGround(start + last * Long.BYTES)) {
            last--;
        }
        int corner = start + LEFT - blur;
        int end = spans.end()[last];
        for (int i = spans.first()[first]; i < end; i++) {
            out[at + i] = interpolateInk(corner + across.places()[i], across.shares()[i], below);
        }
    }

    /** Whether a long and the one below it are. */
    private boolean isGround(int index) {
        return ((long) LONGS.get(units, index) | (long) LONGS.get(units, index + stride)) == 0;
    }

    @Override
    int frameOrigin() {
        return (ABOVE - blur) * stride + LEFT - blur;
    }

    @Override
    int stride() {
        return stride;
    }

    /** For each long of a row, the first cell that looks at it or further right, and the end of those that look at it or further left. */
    private record Spans(int[] first, int[] end) {
        static Spans between(int[] places, int offset, int words) {
            int[] first = new int[words];
            int[] end = new int[words];
            for (int word = 0, i = 0, j = 0; word < words; word++) {
                while (i < places.length && (offset + places[i] + 1) / Long.BYTES < word) {
                    i++;
                }
                while (j < places.length && (offset + places[j]) / Long.BYTES <= word) {
                    j++;
                }
                first[word] = i;
                end[word] = j;
            }
            return new Spans(first, end);
        }
    }
}
