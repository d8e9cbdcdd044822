package io.siamese.encoder.image;

import java.util.Arrays;
import java.util.List;

/** Collects decoded rows in one plane of luma, or in one plane each of red, green and blue. */
public final class Planes {
    private final int width;
    private final int height;
    private final int ground;
    private final byte[][] planes;

    /** @param ground value of each channel under transparent pixels, 0 to 255 */
    public Planes(int width, int height, int channels, int ground) {
        this.width = width;
        this.height = height;
        this.ground = ground;
        this.planes = new byte[channels][width * height];
    }

    /** What transparent pixels lie on: the value of each channel, 0 to 255. */
    public int ground() {
        return ground;
    }

    /** Puts {@code count} pixels {@code 0xRRGGBB} at x, x + step, … of row y. */
    public void writeRow(int y, int x, int step, int count, int[] rgb) {
        int at = y * width + x;
        if (planes.length == 1) {
            writeLuma(at, step, count, rgb);
        } else {
            writeColours(at, step, count, rgb);
        }
    }

    /** Whether this is one plane of luma. */
    public boolean isLuma() {
        return planes.length == 1;
    }

    /** The first plane itself, to be written to. */
    public byte[] sharedPlane() {
        return planes[0];
    }

    /** One of the planes themselves, to be written to: red, green or blue. */
    public byte[] sharedPlane(int plane) {
        return planes[plane];
    }

    /** Rec. 601 luma in integers, rounded half up, so that it is the same on every machine and grey stays grey. */
    public static byte rec601Luma(int rgb) {
        return (byte) ((299 * (rgb >> 16 & 0xFF) + 587 * (rgb >> 8 & 0xFF) + 114 * (rgb & 0xFF) + 500) / 1000);
    }

    private void writeLuma(int start, int step, int count, int[] rgb) {
        byte[] luma = planes[0];
        for (int i = 0, at = start; i < count; i++, at += step) {
            luma[at] = rec601Luma(rgb[i]);
        }
    }

    private void writeColours(int start, int step, int count, int[] rgb) {
        for (int i = 0, at = start; i < count; i++, at += step) {
            planes[0][at] = (byte) (rgb[i] >> 16);
            planes[1][at] = (byte) (rgb[i] >> 8);
            planes[2][at] = (byte) rgb[i];
        }
    }

    public List<GrayImage> toImages() {
        return Arrays.stream(planes)
                .map(plane -> GrayImage.wrapLuma(width, height, plane))
                .toList();
    }
}
