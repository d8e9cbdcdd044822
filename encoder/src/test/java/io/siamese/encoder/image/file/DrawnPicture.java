package io.siamese.encoder.image.file;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;

/** Draws one picture by integer arithmetic, so that every JDK draws the same: a dark ring on a coloured ground with some noise. */
final class DrawnPicture {
    static final int WIDTH = 61;
    static final int HEIGHT = 47;

    private DrawnPicture() {}

    /** Red, green and blue at a pixel, each 0 to 255. */
    static int[] colour(int x, int y) {
        int dx = x - WIDTH / 2;
        int dy = y - HEIGHT / 2;
        int square = dx * dx + dy * dy;
        int noise = (x * 7919 + y * 104_729 >>> 4) % 13;
        boolean ink = square > 100 && square < 280 && (dx < 0 || dy < 9);
        int level = ink ? 20 : 180;
        return new int[] {level + x / 2 + noise, level + noise, level + y + noise / 2};
    }

    /** How much of a pixel covers its ground, 0 to 255. */
    static int opacity(int x, int y) {
        return Math.max(0, 255 - 3 * Math.max(0, x - y));
    }

    /** The picture as an image of the JDK, of any of its types. Fewer colours are chosen by the type, not by dithering. */
    static BufferedImage image(int type) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, type);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int[] rgb = colour(x, y);
                image.setRGB(x, y, opacity(x, y) << 24 | rgb[0] << 16 | rgb[1] << 8 | rgb[2]);
            }
        }
        return image;
    }

    /** Cyan, magenta, yellow and black of each pixel. */
    static Raster fourColours() {
        WritableRaster raster = Raster.createInterleavedRaster(0, WIDTH, HEIGHT, 4, null);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int[] rgb = colour(x, y);
                raster.setPixel(x, y, new int[] {255 - rgb[0], 255 - rgb[1], 255 - rgb[2], x + y});
            }
        }
        return raster;
    }
}
