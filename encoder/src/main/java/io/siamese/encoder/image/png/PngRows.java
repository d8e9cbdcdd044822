package io.siamese.encoder.image.png;

import io.siamese.encoder.image.UnreadableImageException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates and unfilters rows (PNG specification, 9). Only the bytes that the header announces are inflated, and at most
 * {@value #BLOCK} of them or a row at once, so a data stream that would go on for ever costs nothing.
 */
final class PngRows implements AutoCloseable {
    private static final int BLOCK = 32 * 1024;

    /** Of one thread, which reads one picture at a time: to make them costs as much as to inflate a small picture. */
    private static final class Workspace {
        private final Inflater inflater = new Inflater();
        private final byte[] block = new byte[BLOCK];
    }

    private static final ThreadLocal<Workspace> WORKSPACES = ThreadLocal.withInitial(Workspace::new);

    private final Inflater inflater;
    private final Iterator<ByteBuffer> data;
    private final int distance;
    private final byte[] block;
    private byte[] row;
    private byte[] above;
    private long toInflate;
    private int from;
    private int to;

    /**
     * @param distance bytes from a sample to the one left of it
     * @param total bytes of all rows, with a filter byte each
     */
    PngRows(List<ByteBuffer> data, int distance, int longestRow, long total) {
        Workspace workspace = WORKSPACES.get();
        this.inflater = workspace.inflater;
        this.data = data.iterator();
        this.distance = distance;
        this.row = new byte[longestRow];
        this.above = new byte[longestRow];
        this.block = longestRow < BLOCK ? workspace.block : new byte[longestRow + 1];
        this.toInflate = total;
    }

    /** Before the first row of each pass. */
    void startPass() {
        Arrays.fill(row, (byte) 0);
    }

    /** The next row; valid until the next call. */
    byte[] nextRow(int bytes) throws UnreadableImageException {
        byte[] reused = above;
        above = row;
        row = reused;
        if (to - from <= bytes) {
            refillBlock();
        }
        System.arraycopy(block, from + 1, row, 0, bytes);
        unfilter(block[from], bytes);
        from += 1 + bytes;
        return row;
    }

    private void refillBlock() throws UnreadableImageException {
        System.arraycopy(block, from, block, 0, to - from);
        to -= from;
        from = 0;
        int more = (int) Math.min(toInflate, block.length - to);
        inflate(to, to + more);
        to += more;
        toInflate -= more;
    }

    private void inflate(int start, int end) throws UnreadableImageException {
        try {
            for (int at = start; at < end; ) {
                int n = inflater.inflate(block, at, end - at);
                at += n;
                if (n == 0) {
                    feedInflater();
                }
            }
        } catch (DataFormatException e) {
            throw UnreadableImageException.corrupt("PNG data that do not inflate");
        }
    }

    private void feedInflater() throws UnreadableImageException {
        if (!inflater.needsInput() || inflater.finished() || !data.hasNext()) {
            throw UnreadableImageException.corrupt("PNG data end before the last row");
        }
        inflater.setInput(data.next().duplicate());
    }

    private void unfilter(int type, int bytes) throws UnreadableImageException {
        switch (type) {
            case 0 -> {}
            case 1 -> unfilterSub(bytes);
            case 2 -> unfilterUp(bytes);
            case 3 -> unfilterAverage(bytes);
            case 4 -> unfilterPaeth(bytes);
            default -> throw UnreadableImageException.corrupt("unknown PNG filter");
        }
    }

    private void unfilterSub(int bytes) {
        for (int i = distance; i < bytes; i++) {
            row[i] += row[i - distance];
        }
    }

    private void unfilterUp(int bytes) {
        for (int i = 0; i < bytes; i++) {
            row[i] += above[i];
        }
    }

    private void unfilterAverage(int bytes) {
        int first = Math.min(distance, bytes);
        for (int i = 0; i < first; i++) {
            row[i] += (byte) ((above[i] & 0xFF) >> 1);
        }
        for (int i = first; i < bytes; i++) {
            row[i] += (byte) ((row[i - distance] & 0xFF) + (above[i] & 0xFF) >> 1);
        }
    }

    /** Left of the first pixel there is 0, of which the predictor makes the byte above. */
    private void unfilterPaeth(int bytes) {
        int first = Math.min(distance, bytes);
        unfilterUp(first);
        for (int i = first; i < bytes; i++) {
            row[i] += (byte) predict(row[i - distance] & 0xFF, above[i] & 0xFF, above[i - distance] & 0xFF);
        }
    }

    private static int predict(int left, int up, int corner) {
        int toLeft = up - corner;
        int toUp = left - corner;
        int toCorner = Math.abs(toLeft + toUp);
        toLeft = Math.abs(toLeft);
        toUp = Math.abs(toUp);
        if (toLeft <= toUp && toLeft <= toCorner) {
            return left;
        }
        return toUp <= toCorner ? up : corner;
    }

    /** Lets the data go, and leaves the inflater to the next picture. */
    @Override
    public void close() {
        inflater.reset();
    }
}
