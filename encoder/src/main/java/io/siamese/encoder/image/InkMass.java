package io.siamese.encoder.image;

/** Blurred ink with its first and second moments. The mass lies in a frame wide enough to hold what the blur spills. */
final class InkMass {
    private final int[] mass;
    private final int width;
    private final int height;
    private final double scale;
    private final double centreX;
    private final double centreY;
    private final double radius;

    private InkMass(int[] mass, int width, int height, double scale) {
        this.mass = mass;
        this.width = width;
        this.height = height;
        this.scale = scale;
        long sum = 0;
        long sumX = 0;
        long sumY = 0;
        long sumSquares = 0;
        for (int y = 0; y < height; y++) {
            long row = 0;
            for (int x = 0; x < width; x++) {
                long m = mass[y * width + x];
                row += m;
                sumX += m * x;
                sumSquares += m * x * x;
            }
            sum += row;
            sumY += row * y;
            sumSquares += row * y * y;
        }
        this.centreX = (double) sumX / sum;
        this.centreY = (double) sumY / sum;
        double variance = (double) sumSquares / sum - centreX * centreX - centreY * centreY;
        this.radius = Math.sqrt(Math.max(0, variance));
    }

    /** @param ink of each luma value; at least one pixel of the image has some, so the mass is positive */
    static InkMass of(GrayImage image, int[] ink, int blur) {
        int frame = blur;
        int width = image.width() + 2 * frame;
        int height = image.height() + 2 * frame;
        int[] mass = new int[width * height];
        byte[] luma = image.shared();
        for (int y = 0, from = 0; y < image.height(); y++) {
            int to = (y + frame) * width + frame;
            for (int x = 0; x < image.width(); x++) {
                mass[to++] = ink[luma[from++] & 0xFF];
            }
        }
        int scale = 1;
        for (int pass = 0; pass < blur; pass++) {
            blurRows(mass, width, height);
            blurColumns(mass, width, height);
            scale *= 16;
        }
        return new InkMass(mass, width, height, scale);
    }

    private static void blurRows(int[] mass, int width, int height) {
        for (int y = 0; y < height; y++) {
            int left = 0;
            for (int x = 0, at = y * width; x < width; x++, at++) {
                int here = mass[at];
                mass[at] = left + 2 * here + (x + 1 < width ? mass[at + 1] : 0);
                left = here;
            }
        }
    }

    private static void blurColumns(int[] mass, int width, int height) {
        int[] above = new int[width];
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < width; x++, at++) {
                int here = mass[at];
                mass[at] = above[x] + 2 * here + (y + 1 < height ? mass[at + width] : 0);
                above[x] = here;
            }
        }
    }

    /** √(Σ m ‖p − c‖² / Σ m), pixels. */
    double radius() {
        return radius;
    }

    /** The square window of side {@code window} pixels around the centroid, at {@code size × size} cell centres. */
    byte[] sample(double window, int size) {
        int[] columns = new int[size];
        double[] fractions = new double[size];
        for (int i = 0; i < size; i++) {
            double x = at(i, size, window, centreX);
            columns[i] = (int) Math.floor(x);
            fractions[i] = x - columns[i];
        }
        byte[] out = new byte[size * size];
        for (int row = 0; row < size; row++) {
            double y = at(row, size, window, centreY);
            int above = (int) Math.floor(y);
            for (int i = 0; i < size; i++) {
                out[row * size + i] = level(columns[i], fractions[i], above, y - above);
            }
        }
        return out;
    }

    /** Ink at a point given from the centroid in pixels, bilinear, rounded half up: 0 to 255. */
    byte level(double fromCentreX, double fromCentreY) {
        double x = centreX + fromCentreX;
        double y = centreY + fromCentreY;
        int left = (int) Math.floor(x);
        int above = (int) Math.floor(y);
        return level(left, x - left, above, y - above);
    }

    private byte level(int left, double right, int above, double below) {
        double ink = between(
                between(mass(left, above), mass(left + 1, above), right),
                between(mass(left, above + 1), mass(left + 1, above + 1), right),
                below);
        return (byte) (int) Math.floor(ink / scale + 0.5);
    }

    private static double at(int cell, int size, double window, double centre) {
        return centre + ((cell + 0.5) / size - 0.5) * window;
    }

    private static double between(double a, double b, double share) {
        return a + (b - a) * share;
    }

    private int mass(int x, int y) {
        return x < 0 || y < 0 || x >= width || y >= height ? 0 : mass[y * width + x];
    }
}
