package io.siamese.encoder.image;

/** Says how a picture lies in its file, by the numbers 1 to 8 of Exif's orientation tag. */
public enum Orientation {
    /** 1: as it is. */
    UPRIGHT(false, false, false),
    /** 2: mirrored left to right. */
    MIRRORED(false, true, false),
    /** 3: turned by 180°. */
    UPSIDE_DOWN(false, true, true),
    /** 4: mirrored top to bottom. */
    FLIPPED(false, false, true),
    /** 5: rows and columns exchanged. */
    TRANSPOSED(true, false, false),
    /** 6: to be turned by 90° clockwise. */
    NEEDS_CLOCKWISE(true, true, false),
    /** 7: rows and columns exchanged at the other diagonal. */
    TRANSVERSED(true, true, true),
    /** 8: to be turned by 90° counterclockwise. */
    NEEDS_COUNTERCLOCKWISE(true, false, true);

    private final boolean swapsSides;
    private final boolean mirrorsAcross;
    private final boolean mirrorsDown;

    Orientation(boolean swapsSides, boolean mirrorsAcross, boolean mirrorsDown) {
        this.swapsSides = swapsSides;
        this.mirrorsAcross = mirrorsAcross;
        this.mirrorsDown = mirrorsDown;
    }

    /** The orientation of a tag's value; any other number than 2 to 8 is upright. */
    public static Orientation fromTag(int value) {
        return value >= 2 && value <= 8 ? values()[value - 1] : UPRIGHT;
    }

    /** Whether width and height of the picture are height and width of what is stored. */
    public boolean swapsSides() {
        return swapsSides;
    }

    /** The picture as it was meant to be seen. */
    public GrayImage toUpright(GrayImage stored) {
        if (this == UPRIGHT) {
            return stored;
        }
        int width = swapsSides ? stored.height() : stored.width();
        int height = swapsSides ? stored.width() : stored.height();
        byte[] from = stored.sharedLuma();
        byte[] to = new byte[from.length];
        for (int y = 0, at = 0; y < height; y++) {
            for (int x = 0; x < width; x++, at++) {
                int column = mirrorsAcross ? width - 1 - x : x;
                int row = mirrorsDown ? height - 1 - y : y;
                to[at] = swapsSides ? from[column * stored.width() + row] : from[row * stored.width() + column];
            }
        }
        return GrayImage.wrapLuma(width, height, to);
    }
}
