package io.siamese.encoder.image;

import java.util.List;

/**
 * Holds the picture of an image file as a preprocessor takes it, before it is normalised.
 *
 * @param planes one plane of luma, or one each of red, green and blue, of one size
 */
public record DecodedImage(List<GrayImage> planes) {
    public DecodedImage {
        planes = List.copyOf(planes);
    }

    /** The picture's luma; computed by each call where the planes are colours. */
    public GrayImage luma() {
        if (planes.size() == 1) {
            return planes.get(0);
        }
        byte[] red = planes.get(0).sharedLuma();
        byte[] green = planes.get(1).sharedLuma();
        byte[] blue = planes.get(2).sharedLuma();
        byte[] luma = new byte[red.length];
        for (int i = 0; i < luma.length; i++) {
            luma[i] = Planes.rec601Luma((red[i] & 0xFF) << 16 | (green[i] & 0xFF) << 8 | blue[i] & 0xFF);
        }
        return GrayImage.wrapLuma(planes.get(0).width(), planes.get(0).height(), luma);
    }
}
