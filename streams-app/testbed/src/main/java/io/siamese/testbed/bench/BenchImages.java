package io.siamese.testbed.bench;

import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.GrayImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Draws characters and writes them as files of the usual kinds, compressed as other programs do it. */
final class BenchImages {
    private static final StrokeCharacters DRAWN = new StrokeCharacters(11);
    private static final int HANDS = 10;

    private BenchImages() {}

    /** Bilevel PNG files of 105 × 105 pixels, like Omniglot's: {@code count} different ones. */
    static List<byte[]> bilevel(int count) {
        List<byte[]> images = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            images.add(renderFile(
                    DRAWN.image(i / HANDS, i % HANDS), StrokeCharacters.SIZE, BufferedImage.TYPE_BYTE_BINARY, "png"));
        }
        return images;
    }

    /**
     * One character at another size, on ground with a texture, so that it is neither black and white nor grey where it need not be.
     *
     * @param type of {@link BufferedImage}
     * @param format {@code png} or {@code jpg}
     */
    static byte[] scaledCharacter(int side, int type, String format) {
        return renderFile(DRAWN.image(3, 1), side, type, format);
    }

    /** A scan in colours of a writing on a strip of paper, as a PNG file of 700 × 300 pixels. */
    static byte[] paperScan() {
        return renderFile(DRAWN.image(3, 1), 700, 300, BufferedImage.TYPE_INT_RGB, "png");
    }

    private static byte[] renderFile(GrayImage image, int side, int type, String format) {
        return renderFile(image, side, side, type, format);
    }

    private static byte[] renderFile(GrayImage image, int width, int height, int type, String format) {
        BufferedImage picture = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int luma = image.at(x * image.width() / width, y * image.height() / height);
                picture.setRGB(
                        x,
                        y,
                        0xFF000000 | (type == BufferedImage.TYPE_BYTE_BINARY ? 0x10101 * luma : textured(luma, x, y)));
            }
        }
        return written(picture, format);
    }

    private static int textured(int luma, int x, int y) {
        int grain = (31 * x + 17 * y) % 23;
        int level = 24 + 7 * luma / 10 + grain;
        return level << 16 | (level - grain / 2) << 8 | level + grain / 2;
    }

    private static byte[] written(BufferedImage picture, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(picture, format, out)) {
                throw new IllegalStateException("this Java writes no " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an image could not be written to memory", e);
        }
        return out.toByteArray();
    }
}
