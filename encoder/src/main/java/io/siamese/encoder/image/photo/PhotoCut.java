package io.siamese.encoder.image.photo;

import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.PhotoResize;

/** Names the part of an image that {@link PhotoResize} shows, in pixels. */
record PhotoCut(int left, int top, int width, int height) {

    static PhotoCut choose(GrayImage image, PhotoResize settings) {
        int width = image.width();
        int height = image.height();
        if (settings.fit() == PhotoResize.Fit.CENTRE_CROP) {
            width = (int) Math.max(1, Math.min(width, (long) image.height() * settings.width() / settings.height()));
            height = (int) Math.max(1, Math.min(height, (long) image.width() * settings.height() / settings.width()));
        }
        return new PhotoCut((image.width() - width) / 2, (image.height() - height) / 2, width, height);
    }

    byte[] resize(GrayImage plane, int toWidth, int toHeight) {
        return AreaAverage.resize(plane, left, top, width, height, toWidth, toHeight);
    }
}
