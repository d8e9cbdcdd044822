package io.siamese.encoder.drawing;

import io.siamese.encoder.image.GrayImage;
import java.util.Arrays;

/** Draws dots of a round black pen on white paper. Not thread-safe. */
public final class Canvas {
    private static final byte WHITE = (byte) 255;

    private final int size;
    private final byte[] luma;

    /** Takes a new sheet of {@code size} × {@code size} pixels. */
    public Canvas(int size) {
        this.size = size;
        this.luma = new byte[size * size];
        Arrays.fill(luma, WHITE);
    }

    /** Inks the pixels whose centre is within {@code radius} pixels of (x, y), given as shares of the side. */
    public void drawDot(double x, double y, double radius) {
        double centreX = x * size - 0.5;
        double centreY = y * size - 0.5;
        int top = Math.max(0, (int) Math.ceil(centreY - radius));
        int bottom = Math.min(size - 1, (int) Math.floor(centreY + radius));
        int left = Math.max(0, (int) Math.ceil(centreX - radius));
        int right = Math.min(size - 1, (int) Math.floor(centreX + radius));
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                double dx = column - centreX;
                double dy = row - centreY;
                if (dx * dx + dy * dy <= radius * radius) {
                    luma[row * size + column] = 0;
                }
            }
        }
    }

    /** A copy of what is drawn so far. */
    public GrayImage toImage() {
        return GrayImage.of(size, size, luma);
    }
}
