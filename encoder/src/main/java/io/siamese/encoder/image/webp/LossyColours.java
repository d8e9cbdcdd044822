package io.siamese.encoder.image.webp;

/** Turns luma and chroma into colours with the integers of libwebp, chroma interpolated between its samples. */
final class LossyColours {
    private LossyColours() {}

    /** Opaque pixels 0xAARRGGBB. */
    static int[] toPixels(LossyPlane luma, LossyPlane u, LossyPlane v, int width, int height) {
        int[] pixels = new int[width * height];
        int[] blue = new int[width];
        int[] red = new int[width];
        int last = (height + 1) / 2 - 1;
        for (int y = 0, at = 0; y < height; y++) {
            int near = y / 2;
            int far = Math.max(0, Math.min(last, y % 2 == 0 ? near - 1 : near + 1));
            interpolate(u, near, far, blue);
            interpolate(v, near, far, red);
            int from = luma.indexOf(0, y);
            for (int x = 0; x < width; x++, at++) {
                pixels[at] = yuvToArgb(luma.samples[from + x] & 0xFF, blue[x], red[x]);
            }
        }
        return pixels;
    }

    /** A row of chroma at the luma's width: 9, 3, 3 and 1 sixteenths of the four samples around. */
    private static void interpolate(LossyPlane plane, int near, int far, int[] row) {
        byte[] samples = plane.samples;
        int n = plane.indexOf(0, near);
        int f = plane.indexOf(0, far);
        row[0] = 3 * (samples[n] & 0xFF) + (samples[f] & 0xFF) + 2 >> 2;
        for (int x = 1; x < row.length; x++) {
            int left = (x - 1) / 2;
            int right = left + 1;
            int nearLeft = samples[n + left] & 0xFF;
            int farLeft = samples[f + left] & 0xFF;
            if (x == row.length - 1 && x % 2 == 1) {
                row[x] = 3 * nearLeft + farLeft + 2 >> 2;
                return;
            }
            int nearRight = samples[n + right] & 0xFF;
            int farRight = samples[f + right] & 0xFF;
            int sum = nearLeft + nearRight + farLeft + farRight + 8;
            row[x] = x % 2 == 1
                    ? (sum + 2 * (nearRight + farLeft) >> 3) + nearLeft >> 1
                    : (sum + 2 * (nearLeft + farRight) >> 3) + nearRight >> 1;
        }
    }

    private static int yuvToArgb(int y, int u, int v) {
        int luma = y * 19077 >> 8;
        int red = luma + (v * 26149 >> 8) - 14234;
        int green = luma - (u * 6419 >> 8) - (v * 13320 >> 8) + 8708;
        int blue = luma + (u * 33050 >> 8) - 17685;
        return 0xFF000000 | clampToByte(red) << 16 | clampToByte(green) << 8 | clampToByte(blue);
    }

    private static int clampToByte(int value) {
        return Math.max(0, Math.min(255, value >> 6));
    }
}
