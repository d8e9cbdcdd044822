package io.siamese.cli.terminal;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Shows a picture as coloured half blocks: each character is two pixels, one above the other, in 24-bit colours. */
public final class HalfBlockPicture {

    private static final String RESET = "\u001B[0m";
    private static final String UPPER_HALF = "▀";

    private HalfBlockPicture() {}

    /**
     * Lines of so many characters. The picture keeps its proportions and lies in the middle.
     *
     * @param columns of characters, which is pixels too
     * @param rows of characters; twice as many pixels
     */
    public static List<String> renderLines(BufferedImage picture, int columns, int rows) {
        BufferedImage small = scaleToFit(picture, columns, 2 * rows);
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            lines.add(renderLine(small, row));
        }
        return lines;
    }

    private static BufferedImage scaleToFit(BufferedImage picture, int width, int height) {
        double scale = Math.min(width / (double) picture.getWidth(), height / (double) picture.getHeight());
        int toWidth = Math.max(1, (int) Math.round(scale * picture.getWidth()));
        int toHeight = Math.max(1, (int) Math.round(scale * picture.getHeight()));
        BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(
                shrink(picture, toWidth, toHeight),
                (width - toWidth) / 2,
                (height - toHeight) / 2,
                toWidth,
                toHeight,
                null);
        graphics.dispose();
        return small;
    }

    /** By halves, as bilinear interpolation looks at four pixels only and would lose thin strokes. */
    private static BufferedImage shrink(BufferedImage picture, int width, int height) {
        BufferedImage current = picture;
        while (current.getWidth() >= 2 * width && current.getHeight() >= 2 * height) {
            BufferedImage half =
                    new BufferedImage(current.getWidth() / 2, current.getHeight() / 2, BufferedImage.TYPE_INT_RGB);
            Graphics2D graphics = half.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.drawImage(current, 0, 0, half.getWidth(), half.getHeight(), null);
            graphics.dispose();
            current = half;
        }
        return current;
    }

    private static String renderLine(BufferedImage picture, int row) {
        StringBuilder line = new StringBuilder();
        for (int x = 0; x < picture.getWidth(); x++) {
            line.append(colourCode(38, picture.getRGB(x, 2 * row)))
                    .append(colourCode(48, picture.getRGB(x, 2 * row + 1)))
                    .append(UPPER_HALF);
        }
        return line.append(RESET).toString();
    }

    private static String colourCode(int layer, int rgb) {
        return String.format(
                Locale.ROOT, "\u001B[%d;2;%d;%d;%dm", layer, rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
    }
}
