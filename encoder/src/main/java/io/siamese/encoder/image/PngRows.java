package io.siamese.encoder.image;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates and unfilters rows (PNG specification, 9). Only the bytes asked for are inflated, two rows are held, so a
 * data stream that would go on for ever costs nothing.
 */
final class PngRows implements AutoCloseable {
    private final Inflater inflater = new Inflater();
    private final Iterator<ByteBuffer> data;
    private final int distance;
    private final byte[] filter = new byte[1];
    private byte[] row;
    private byte[] above;

    /** @param distance bytes from a sample to the one left of it */
    PngRows(List<ByteBuffer> data, int distance, int longestRow) {
        this.data = data.iterator();
        this.distance = distance;
        this.row = new byte[longestRow];
        this.above = new byte[longestRow];
    }

    /** Before the first row of each pass. */
    void startPass() {
        Arrays.fill(row, (byte) 0);
    }

    /** The next row; valid until the next call. */
    byte[] next(int bytes) throws UnreadableImageException {
        byte[] reused = above;
        above = row;
        row = reused;
        inflate(filter, 1);
        inflate(row, bytes);
        unfilter(filter[0], bytes);
        return row;
    }

    private void inflate(byte[] into, int bytes) throws UnreadableImageException {
        try {
            for (int at = 0; at < bytes; ) {
                int n = inflater.inflate(into, at, bytes - at);
                at += n;
                if (n == 0) {
                    feed();
                }
            }
        } catch (DataFormatException e) {
            throw UnreadableImageException.corrupt("PNG data that do not inflate");
        }
    }

    private void feed() throws UnreadableImageException {
        if (!inflater.needsInput() || inflater.finished() || !data.hasNext()) {
            throw UnreadableImageException.corrupt("PNG data end before the last row");
        }
        inflater.setInput(data.next());
    }

    private void unfilter(int type, int bytes) throws UnreadableImageException {
        switch (type) {
            case 0 -> {}
            case 1 -> sub(bytes);
            case 2 -> up(bytes);
            case 3 -> average(bytes);
            case 4 -> paeth(bytes);
            default -> throw UnreadableImageException.corrupt("unknown PNG filter");
        }
    }

    private void sub(int bytes) {
        for (int i = distance; i < bytes; i++) {
            row[i] += row[i - distance];
        }
    }

    private void up(int bytes) {
        for (int i = 0; i < bytes; i++) {
            row[i] += above[i];
        }
    }

    private void average(int bytes) {
        for (int i = 0; i < bytes; i++) {
            int left = i < distance ? 0 : row[i - distance] & 0xFF;
            row[i] += (byte) ((left + (above[i] & 0xFF)) >> 1);
        }
    }

    private void paeth(int bytes) {
        for (int i = 0; i < bytes; i++) {
            int left = i < distance ? 0 : row[i - distance] & 0xFF;
            int corner = i < distance ? 0 : above[i - distance] & 0xFF;
            row[i] += (byte) predict(left, above[i] & 0xFF, corner);
        }
    }

    private static int predict(int left, int up, int corner) {
        int toLeft = Math.abs(up - corner);
        int toUp = Math.abs(left - corner);
        int toCorner = Math.abs(left + up - 2 * corner);
        if (toLeft <= toUp && toLeft <= toCorner) {
            return left;
        }
        return toUp <= toCorner ? up : corner;
    }

    /** Frees the native inflater. */
    @Override
    public void close() {
        inflater.end();
    }
}
