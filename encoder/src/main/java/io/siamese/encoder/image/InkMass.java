package io.siamese.encoder.image;

/**
 * Blurred ink with its first and second moments. The mass lies in a frame wide enough to hold what the blur spills, and
 * around the frame lies ground, so that sampling need not look where it is.
 */
abstract sealed class InkMass permits GreyMass, BilevelMass {
    /** Columns and rows of ground around the frame, at least: two, where a sample outside looks at its neighbour. */
    static final int GROUND = 2;

    private final int width;
    private final int height;
    private final double centreX;
    private final double centreY;
    private final double radius;

    /**
     * @param width of the frame
     * @param height of the frame
     * @param moments of the blurred ink, from the frame's corner
     */
    InkMass(int width, int height, InkSums moments) {
        this.width = width;
        this.height = height;
        this.centreX = (double) moments.sumX() / moments.sum();
        this.centreY = (double) moments.sumY() / moments.sum();
        double variance = (double) moments.sumSquares() / moments.sum() - centreX * centreX - centreY * centreY;
        this.radius = Math.sqrt(Math.max(0, variance));
    }

    /** @throws UnreadableImageException if the image is blank: some pixel of any other has ink, so the mass is positive */
    static InkMass of(GrayImage image, InkMoments settings) throws UnreadableImageException {
        BilevelImage bits = image.bilevel();
        int[] ink = InkLevels.of(image, bits, settings);
        return bits != null && BilevelMass.fits(bits, settings.blur())
                ? BilevelMass.of(bits, ink[0] == 0, settings.blur())
                : GreyMass.of(image, ink, settings.blur());
    }

    /** Mass at a place of the array that holds it, and above 32 bits at the place right of it, in units of {@link #weight}. */
    abstract long pair(int index);

    /** Ink of one unit of mass, 0 to 255. */
    abstract double perUnit();

    /** What one unit of {@link #at} counts in the moments' units. */
    abstract int weight();

    /** Place of the frame's corner in the array. */
    abstract int origin();

    /** From a row of the array to the next. */
    abstract int stride();

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
            int left = (int) Math.floor(x);
            columns[i] = clip(left, width);
            fractions[i] = x - left;
        }
        byte[] out = new byte[size * size];
        for (int row = 0; row < size; row++) {
            double y = at(row, size, window, centreY);
            int above = (int) Math.floor(y);
            int start = origin() + clip(above, height) * stride();
            for (int i = 0; i < size; i++) {
                out[row * size + i] = level(start + columns[i], fractions[i], y - above);
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
        return level(origin() + clip(above, height) * stride() + clip(left, width), x - left, y - above);
    }

    /** Everything outside is ground, wherever it is. */
    private static int clip(int place, int end) {
        return Math.max(-GROUND, Math.min(end, place));
    }

    private byte level(int index, double right, double below) {
        long upper = pair(index);
        long lower = pair(index + stride());
        if ((upper | lower) == 0) {
            return 0;
        }
        double ink = between(along(upper, right), along(lower, right), below);
        return (byte) (int) (ink * perUnit() + 0.5);
    }

    private double along(long pair, double share) {
        return between(weight() * (int) pair, weight() * (int) (pair >>> 32), share);
    }

    private static double at(int cell, int size, double window, double centre) {
        return centre + ((cell + 0.5) / size - 0.5) * window;
    }

    private static double between(double a, double b, double share) {
        return a + (b - a) * share;
    }
}
