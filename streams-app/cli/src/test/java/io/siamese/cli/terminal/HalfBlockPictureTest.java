package io.siamese.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class HalfBlockPictureTest {

    private static final String RED_ABOVE_BLUE = "\u001B[38;2;255;0;0m\u001B[48;2;0;0;255m▀";
    private static final String BLACK = "\u001B[38;2;0;0;0m\u001B[48;2;0;0;0m▀";
    private static final String RESET = "\u001B[0m";

    private static BufferedImage redAboveBlue(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.setRGB(x, y, y < height / 2 ? 0xFF0000 : 0x0000FF);
            }
        }
        return picture;
    }

    @Test
    void makesTwoPixelsOfEachCharacter() {
        // When // Then
        assertThat(HalfBlockPicture.renderLines(redAboveBlue(2, 2), 2, 1))
                .isEqualTo(List.of(RED_ABOVE_BLUE + RED_ABOVE_BLUE + RESET));
    }

    @Test
    void keepsTheProportionsOfALargePicture() {
        // When // Then
        assertThat(HalfBlockPicture.renderLines(redAboveBlue(64, 64), 4, 1))
                .isEqualTo(List.of(BLACK + RED_ABOVE_BLUE + RED_ABOVE_BLUE + BLACK + RESET));
    }
}
