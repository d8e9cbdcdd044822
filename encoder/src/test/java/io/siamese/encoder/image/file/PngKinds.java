package io.siamese.encoder.image.file;

import static io.siamese.encoder.image.file.DrawnPicture.HEIGHT;
import static io.siamese.encoder.image.file.DrawnPicture.WIDTH;

import io.siamese.encoder.image.png.TestPng;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** Generates PNG files of every colour type, depth and order of rows, with palettes and transparency, and an animated one. */
final class PngKinds {
    private static final int GREY = 0;
    private static final int PALETTE = 3;
    private static final int[] SAMPLES = {1, 0, 3, 1, 2, 0, 4};
    private static final int[][] DEPTHS = {{1, 2, 4, 8, 16}, {}, {8, 16}, {1, 2, 4, 8}, {8, 16}, {}, {8, 16}};

    private PngKinds() {}

    static Map<String, byte[]> all() {
        Map<String, byte[]> kinds = new TreeMap<>();
        for (int type = 0; type < SAMPLES.length; type++) {
            for (int depth : DEPTHS[type]) {
                kinds.put("png-type" + type + "-" + depth + "bit", png(type, depth, false));
                kinds.put("png-type" + type + "-" + depth + "bit-interlaced", png(type, depth, true));
            }
        }
        kinds.put("apng", animated());
        return kinds;
    }

    private static byte[] png(int type, int depth, boolean interlaced) {
        TestPng png = new TestPng().header(WIDTH, HEIGHT, depth, type, interlaced);
        if (type == PALETTE) {
            png.chunk("PLTE", palette(1 << depth)).chunk("tRNS", new byte[] {(byte) 255, (byte) 200});
        }
        return png.chunk("IDAT", data(type, depth, interlaced)).end();
    }

    private static byte[] data(int type, int depth, boolean interlaced) {
        return TestPng.data(samples(type, depth), SAMPLES[type], depth, interlaced);
    }

    private static byte[] palette(int colours) {
        byte[] palette = new byte[3 * colours];
        for (int i = 0; i < palette.length; i++) {
            palette[i] = (byte) (i / 3 * 255 / (colours - 1) + i % 3);
        }
        return palette;
    }

    private static int[][] samples(int type, int depth) {
        int count = SAMPLES[type];
        int[][] rows = new int[HEIGHT][WIDTH * count];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int[] rgb = DrawnPicture.colour(x, y);
                for (int i = 0; i < count; i++) {
                    boolean alpha = count % 2 == 0 && i == count - 1;
                    int eight = alpha ? DrawnPicture.opacity(x, y) : rgb[i];
                    rows[y][x * count + i] = depth == 16 ? eight * 257 + x : eight >> 8 - depth;
                }
            }
        }
        return rows;
    }

    /** The first picture is an ordinary one; another follows. */
    private static byte[] animated() {
        byte[] control = ByteBuffer.allocate(8).putInt(2).array();
        return new TestPng()
                .header(WIDTH, HEIGHT, 8, GREY, false)
                .chunk("acTL", control)
                .chunk("IDAT", data(GREY, 8, false))
                .chunk("fdAT", new byte[40])
                .end();
    }
}
