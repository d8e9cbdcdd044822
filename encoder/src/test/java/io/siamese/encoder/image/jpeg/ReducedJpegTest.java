package io.siamese.encoder.image.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.image.EncodedImage;
import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.Planes;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reduced pictures are nearly the means of what they stand for. */
class ReducedJpegTest {
    private static byte[] jpeg(int width, int height, int type, boolean progressive) throws Exception {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int red = (int) (127 + 100 * Math.sin(x / 19.0) * Math.cos(y / 23.0));
                int green = (int) (127 + 90 * Math.cos((x + y) / 31.0));
                int blue = 255 * x / width;
                image.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam how = writer.getDefaultWriteParam();
        how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        how.setCompressionQuality(0.95f);
        how.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        }
        writer.dispose();
        return bytes.toByteArray();
    }

    private static List<GrayImage> decoded(EncodedImage image) throws Exception {
        Planes planes = new Planes(image.width(), image.height(), 3, 255);
        image.decode(planes);
        return planes.toImages();
    }

    private static double mean(GrayImage image, int left, int top, int side) {
        long sum = 0;
        int count = 0;
        for (int y = top; y < Math.min(image.height(), top + side); y++) {
            for (int x = left; x < Math.min(image.width(), left + side); x++) {
                sum += image.at(x, y);
                count++;
            }
        }
        return (double) sum / count;
    }

    @ParameterizedTest(name = "{0} x {1}, {2}, progressive {3}, by {4}")
    @CsvSource({
        "160, 96, RGB, false, 2",
        "160, 96, RGB, false, 4",
        "160, 96, RGB, false, 8",
        "163, 97, RGB, false, 2",
        "163, 97, RGB, false, 4",
        "163, 97, RGB, false, 8",
        "163, 97, RGB, true, 4",
        "163, 97, GREY, false, 4",
        "163, 97, GREY, true, 8"
    })
    void isNearTheMeansOfTheWholePicture(int width, int height, String colours, boolean progressive, int by)
            throws Exception {
        // Given
        int type = colours.equals("RGB") ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY;
        JpegImage image = JpegImage.parse(jpeg(width, height, type, progressive));
        List<GrayImage> whole = decoded(image);

        // When
        EncodedImage reduced = image.reduced((width + by - 1) / by, (height + by - 1) / by);
        List<GrayImage> small = decoded(reduced);

        // Then
        assertThat(reduced.width()).isEqualTo((width + by - 1) / by);
        assertThat(reduced.height()).isEqualTo((height + by - 1) / by);
        assertThat(reduced.decodingWork()).isEqualTo(image.decodingWork());
        for (int plane = 0; plane < 3; plane++) {
            double sum = 0;
            // The last column and row stand for fewer pixels than there are samples in the file.
            for (int y = 0; y < height / by; y++) {
                for (int x = 0; x < width / by; x++) {
                    double difference =
                            Math.abs(small.get(plane).at(x, y) - mean(whole.get(plane), x * by, y * by, by));
                    assertThat(difference).as("plane %d at %d, %d", plane, x, y).isLessThan(12);
                    sum += difference;
                }
            }
            assertThat(sum / (height / by) / (width / by))
                    .as(String.format(Locale.ROOT, "mean of plane %d", plane))
                    .isLessThan(1.5);
        }
    }

    @Test
    void isNeverSmallerThanAskedFor() throws Exception {
        JpegImage image = JpegImage.parse(jpeg(163, 97, BufferedImage.TYPE_INT_RGB, false));

        assertThat(image.reduced(22, 14).width()).isEqualTo(41);
        assertThat(image.reduced(21, 13).width()).isEqualTo(21);
        assertThat(image.reduced(1, 25).width()).isEqualTo(41);
        assertThat(image.reduced(1, 26).width()).isEqualTo(82);
        assertThat(image.reduced(83, 1).width()).isEqualTo(163);
        assertThat(image.reduced(1000, 1000).width()).isEqualTo(163);
    }
}
