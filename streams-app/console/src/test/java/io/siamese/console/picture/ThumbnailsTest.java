package io.siamese.console.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.UnreadableImageException;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbnailsTest {
    private final Thumbnails thumbnails = new Thumbnails(1 << 20);

    @ParameterizedTest
    @CsvSource({"640, 320, 320, 160", "1000, 3000, 106, 320", "100, 50, 100, 50", "4000, 1, 320, 1"})
    void keepsTheShapeWithinItsSide(int width, int height, int toWidth, int toHeight) throws Exception {
        // When
        BufferedImage picture = picture(png(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB)));

        // Then
        assertThat(picture.getWidth()).isEqualTo(toWidth);
        assertThat(picture.getHeight()).isEqualTo(toHeight);
    }

    @Test
    void keepsColoursAndPlaces() throws Exception {
        // Given
        BufferedImage halves = new BufferedImage(640, 640, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = halves.createGraphics();
        pen.setColor(new Color(200, 30, 60));
        pen.fillRect(0, 0, 320, 640);
        pen.setColor(new Color(10, 150, 90));
        pen.fillRect(320, 0, 320, 640);

        // When
        BufferedImage picture = picture(png(halves));

        // Then
        assertThat(picture.getRGB(10, 10) & 0xFFFFFF).isEqualTo(0xC81E3C);
        assertThat(picture.getRGB(300, 300) & 0xFFFFFF).isEqualTo(0x0A965A);
    }

    @Test
    void givesNothingOfTheFileButItsPixels() throws Exception {
        // Given
        byte[] drawn = new StrokeCharacters(7).png(1, 2);
        byte[] script = "<script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII);
        byte[] polyglot = Arrays.copyOf(drawn, drawn.length + script.length);
        System.arraycopy(script, 0, polyglot, drawn.length, script.length);

        // When
        byte[] picture = thumbnails.makePng(polyglot);

        // Then
        assertThat(new String(picture, StandardCharsets.ISO_8859_1)).doesNotContain("script");
    }

    @Test
    void refusesWhatIsNoImage() {
        byte[] drawn = new StrokeCharacters(7).png(1, 2);
        assertThatThrownBy(() -> thumbnails.makePng(Arrays.copyOf(drawn, drawn.length / 2)))
                .isInstanceOf(UnreadableImageException.class);
        assertThatThrownBy(() -> thumbnails.makePng("<svg onload=alert(1)>".getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(UnreadableImageException.class);
    }

    private BufferedImage picture(byte[] file) throws IOException, UnreadableImageException {
        return ImageIO.read(new ByteArrayInputStream(thumbnails.makePng(file)));
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
