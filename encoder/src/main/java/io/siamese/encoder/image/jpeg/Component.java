package io.siamese.encoder.image.jpeg;

/** Holds one colour component of a frame: its sampling, its quantisation, and its samples while they are decoded. */
final class Component {
    static final short[] NONE = {};

    final int id;
    final int horizontal;
    final int vertical;
    final int quantisation;
    /** Blocks of the component, as a scan of it alone has them. */
    final int blocksWide;

    final int blocksHigh;
    /** Blocks across and down, with those that fill up the last unit of a scan of several components. */
    final int storedWide;

    final int storedHigh;
    /** Size of the component in samples. */
    final int width;

    final int height;
    /** By place in a block, row by row; empty until a scan names the component. */
    short[] factors = NONE;
    /** Samples, {@code 8 * storedHigh} rows of {@code 8 * storedWide}; empty before they are decoded. */
    byte[] samples = {};
    /** Coefficients, 64 a block, row by row, where they come in more than one scan; empty where they do not. */
    short[] coefficients = NONE;

    Component(Frame.Sampling sampling, int imageWidth, int imageHeight, int mostHorizontal, int mostVertical) {
        this.id = sampling.id();
        this.horizontal = sampling.horizontal();
        this.vertical = sampling.vertical();
        this.quantisation = sampling.quantisation();
        this.width = ceil((long) imageWidth * horizontal, mostHorizontal);
        this.height = ceil((long) imageHeight * vertical, mostVertical);
        this.blocksWide = ceil(width, 8);
        this.blocksHigh = ceil(height, 8);
        this.storedWide = ceil(imageWidth, 8L * mostHorizontal) * horizontal;
        this.storedHigh = ceil(imageHeight, 8L * mostVertical) * vertical;
    }

    private static int ceil(long value, long unit) {
        return (int) ((value + unit - 1) / unit);
    }

    /** Whether a scan named the component. */
    boolean isNamed() {
        return factors.length > 0;
    }

    int stride() {
        return 8 * storedWide;
    }

    long blocks() {
        return (long) storedWide * storedHigh;
    }
}
