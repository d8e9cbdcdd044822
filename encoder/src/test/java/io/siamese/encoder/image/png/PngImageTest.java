package io.siamese.encoder.image.png;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.ImageLimits;
import io.siamese.encoder.image.file.ImageDecoder;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngImageTest {
    private static final int WIDTH = 21;
    private static final int HEIGHT = 13;

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

    private static int[][] samples(int perPixel, int depth) {
        SplittableRandom random = new SplittableRandom(31L * perPixel + depth);
        int[][] samples = new int[HEIGHT][WIDTH * perPixel];
        for (int[] row : samples) {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextInt(1 << depth);
            }
        }
        return samples;
    }

    private static int eight(int sample, int depth) {
        return (int) Math.round(sample * 255.0 / ((1 << depth) - 1));
    }

    private static double onWhite(int sample, int alpha) {
        return (sample * alpha + 255.0 * (255 - alpha)) / 255;
    }

    @ParameterizedTest(name = "colour type {0}, {1} bits, interlaced {2}")
    @CsvSource({
        "0, 1, false", "0, 2, false", "0, 4, false", "0, 8, false", "0, 16, false", "0, 1, true", "0, 8, true",
        "0, 16, true", "2, 8, false", "2, 16, false", "2, 8, true", "4, 8, false", "4, 16, false", "4, 16, true",
        "6, 8, false", "6, 16, false", "6, 8, true"
    })
    void readsEveryKindOfSample(int colourType, int depth, boolean interlaced) throws Exception {
        // Given
        int perPixel = new int[] {1, 0, 3, 0, 2, 0, 4}[colourType];
        int[][] samples = samples(perPixel, depth);
        byte[] png = new TestPng()
                .header(WIDTH, HEIGHT, depth, colourType, interlaced)
                .chunk("IDAT", TestPng.data(samples, perPixel, depth, interlaced))
                .end();

        // When
        List<GrayImage> planes = decoder.decodePlanes(png, 3);

        // Then
        boolean alpha = colourType >= 4;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int at = x * perPixel;
                int opacity = alpha ? eight(samples[y][at + perPixel - 1], depth) : 255;
                for (int channel = 0; channel < 3; channel++) {
                    int sample = eight(samples[y][at + (perPixel > 2 ? channel : 0)], depth);
                    assertThat((double) planes.get(channel).at(x, y)).isCloseTo(onWhite(sample, opacity), within(0.51));
                }
            }
        }
    }

    @ParameterizedTest(name = "palette of {0} bits, interlaced {1}")
    @CsvSource({"1, false", "2, false", "4, true", "8, false", "8, true"})
    void readsPalettesWithTransparency(int depth, boolean interlaced) throws Exception {
        // Given
        int[][] samples = samples(1, depth);
        byte[] palette = new byte[3 << depth];
        new SplittableRandom(4).nextBytes(palette);
        byte[] png = new TestPng()
                .header(WIDTH, HEIGHT, depth, 3, interlaced)
                .chunk("PLTE", palette)
                .chunk("tRNS", new byte[] {0, 100})
                .chunk("IDAT", TestPng.data(samples, 1, depth, interlaced))
                .end();

        // When
        List<GrayImage> planes = decoder.decodePlanes(png, 3);

        // Then
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int index = samples[y][x];
                int alpha = index == 0 ? 0 : index == 1 ? 100 : 255;
                for (int channel = 0; channel < 3; channel++) {
                    assertThat((double) planes.get(channel).at(x, y))
                            .isCloseTo(onWhite(palette[3 * index + channel] & 0xFF, alpha), within(0.51));
                }
            }
        }
    }

    @ParameterizedTest(name = "type {0}, {1} bits")
    @CsvSource({"0, 1", "0, 8", "0, 16", "2, 8", "2, 16"})
    void laysTheTransparentColourOnWhite(int colourType, int depth) throws Exception {
        // Given
        int perPixel = colourType == 0 ? 1 : 3;
        byte[] png = new TestPng()
                .header(WIDTH, HEIGHT, depth, colourType, false)
                .chunk("tRNS", new byte[2 * perPixel])
                .chunk("IDAT", TestPng.data(new int[HEIGHT][WIDTH * perPixel], perPixel, depth, false))
                .end();

        // When
        GrayImage image = decoder.decode(png);

        // Then
        assertThat(image.luma()).containsOnly(255);
    }

    @ParameterizedTest(name = "BufferedImage type {0}, progressive {1}")
    @CsvSource({"1, false", "1, true", "10, false", "10, true", "12, false", "12, true", "13, false"})
    void readsWhatTheJdkWrites(int type, boolean progressive) throws Exception {
        // Given
        BufferedImage image = new BufferedImage(53, 37, type);
        SplittableRandom random = new SplittableRandom(8);
        for (int y = 0; y < 37; y++) {
            for (int x = 0; x < 53; x++) {
                image.setRGB(x, y, (x * 3 + y * 5) % 256 * 0x10101 ^ random.nextInt(8));
            }
        }
        byte[] png = write(image, progressive);

        // When
        List<GrayImage> planes = decoder.decodePlanes(png, 3);

        // Then
        for (int y = 0; y < 37; y++) {
            for (int x = 0; x < 53; x++) {
                int red = type == BufferedImage.TYPE_BYTE_GRAY
                        ? image.getRaster().getSample(x, y, 0)
                        : image.getRGB(x, y) >> 16 & 0xFF;
                assertThat(planes.get(0).at(x, y)).isEqualTo(red);
            }
        }
    }

    private static byte[] write(BufferedImage image, boolean progressive) throws Exception {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (var stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), param);
        }
        writer.dispose();
        return out.toByteArray();
    }

    @Test
    void weighsColoursAsTheEyeDoes() throws Exception {
        // Given
        int[][] samples = new int[8][24];
        for (int[] row : samples) {
            row[0] = 255;
            row[4] = 255;
            row[8] = 255;
        }
        byte[] png = new TestPng()
                .header(8, 8, 8, 2, false)
                .chunk("IDAT", TestPng.data(samples, 3, 8, false))
                .end();

        // When
        GrayImage image = decoder.decode(png);

        // Then
        assertThat(List.of(image.at(0, 0), image.at(1, 0), image.at(2, 0), image.at(3, 0)))
                .containsExactly(76, 150, 29, 0);
    }
}
