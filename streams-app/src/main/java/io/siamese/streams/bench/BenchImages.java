package io.siamese.streams.bench;

import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.GrayImage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Drawn characters as files of the usual kinds, compressed as other programs do it. */
final class BenchImages {
    private static final StrokeCharacters DRAWN = new StrokeCharacters(11);
    private static final int HANDS = 10;

    private BenchImages() {}

    /** Bilevel PNG files of 105 × 105 pixels, like Omniglot's: {@code count} different ones. */
    static List<byte[]> bilevel(int count) {
        List<byte[]> images = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            images.add(file(
                    DRAWN.image(i / HANDS, i % HANDS), StrokeCharacters.SIZE, BufferedImage.TYPE_BYTE_BINARY, "png"));
        }
        return images;
    }

    /**
     * One character at another size.
     *
     * @param type of {@link BufferedImage}
     * @param format {@code png} or {@code jpg}
     */
    static byte[] scaled(int side, int type, String format) {
        return file(DRAWN.image(3, 1), side, type, format);
    }

    private static byte[] file(GrayImage image, int side, int type, String format) {
        BufferedImage picture = new BufferedImage(side, side, type);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int luma = image.at(x * image.width() / side, y * image.height() / side);
                picture.setRGB(x, y, 0xFF000000 | 0x10101 * luma);
            }
        }
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
