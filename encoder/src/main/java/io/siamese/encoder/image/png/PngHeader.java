package io.siamese.encoder.image.png;

import io.siamese.encoder.image.UnreadableImageException;
import java.nio.ByteBuffer;

/** Holds the IHDR chunk (PNG specification, 11.2.2). */
record PngHeader(int width, int height, int bitDepth, int colourType, boolean interlaced) {
    static final int GREY = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int GREY_ALPHA = 4;
    static final int RGB_ALPHA = 6;

    /** @param chunk the 13 bytes of IHDR */
    static PngHeader parse(ByteBuffer chunk) throws UnreadableImageException {
        if (chunk.remaining() != 13) {
            throw UnreadableImageException.corrupt("PNG header of " + chunk.remaining() + " bytes");
        }
        int width = chunk.getInt();
        int height = chunk.getInt();
        int bitDepth = chunk.get();
        int colourType = chunk.get();
        int compression = chunk.get();
        int filter = chunk.get();
        boolean standard = compression == 0 && filter == 0;
        int interlace = chunk.get();
        if (width < 1 || height < 1 || !standard || interlace < 0 || interlace > 1 || !allowed(colourType, bitDepth)) {
            throw UnreadableImageException.corrupt("PNG header that the format does not allow");
        }
        return new PngHeader(width, height, bitDepth, colourType, interlace == 1);
    }

    private static boolean allowed(int colourType, int bitDepth) {
        return switch (colourType) {
            case GREY -> bitDepth == 1 || bitDepth == 2 || bitDepth == 4 || bitDepth == 8 || bitDepth == 16;
            case PALETTE -> bitDepth == 1 || bitDepth == 2 || bitDepth == 4 || bitDepth == 8;
            case RGB, GREY_ALPHA, RGB_ALPHA -> bitDepth == 8 || bitDepth == 16;
            default -> false;
        };
    }

    int bitsPerPixel() {
        int samples = switch (colourType) {
            case RGB -> 3;
            case GREY_ALPHA -> 2;
            case RGB_ALPHA -> 4;
            default -> 1;
        };
        return samples * bitDepth;
    }

    /** Bytes of a row of {@code pixels} pixels, without the filter byte; fits because the size was checked before. */
    int rowBytes(int pixels) {
        return (int) (((long) pixels * bitsPerPixel() + 7) / 8);
    }
}
