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
    /** Samples of a block's side: 8, or fewer where the image is reduced. */
    final int side;
    /** Size of the component in samples. */
    final int width;

    final int height;
    /** By place in a block, row by row; empty until a scan names the component. */
    short[] factors = NONE;
    /** Samples, {@code side * storedHigh} rows of {@code side * storedWide}; empty before they are decoded. */
    byte[] samples = {};
    /** Coefficients, 64 a block, row by row, where they come in more than one scan; empty where they do not. */
    short[] coefficients = NONE;

    Component(
            Frame.Sampling sampling, int imageWidth, int imageHeight, int mostHorizontal, int mostVertical, int side) {
        this.side = side;
        this.id = sampling.id();
        this.horizontal = sampling.horizontal();
        this.vertical = sampling.vertical();
        this.quantisation = sampling.quantisation();
        this.width = ceilDiv((long) imageWidth * horizontal * side, 8L * mostHorizontal);
        this.height = ceilDiv((long) imageHeight * vertical * side, 8L * mostVertical);
        this.blocksWide = ceilDiv((long) imageWidth * horizontal, 8L * mostHorizontal);
        this.blocksHigh = ceilDiv((long) imageHeight * vertical, 8L * mostVertical);
        this.storedWide = ceilDiv(imageWidth, 8L * mostHorizontal) * horizontal;
        this.storedHigh = ceilDiv(imageHeight, 8L * mostVertical) * vertical;
    }

    private static int ceilDiv(long value, long unit) {
        return (int) ((value + unit - 1) / unit);
    }

    /** Whether a scan named the component. */
    boolean isNamed() {
        return factors.length > 0;
    }

    int stride() {
        return side * storedWide;
    }

    /** Place of the first sample of a block. */
    int blockStart(int column, int row) {
        return side * (row * stride() + column);
    }

    long blockCount() {
        return (long) storedWide * storedHigh;
    }
}
