package io.siamese.trainer.data;

import io.siamese.encoder.image.WindowMap;
import io.siamese.encoder.image.photo.PhotoCanvas;

/** A photograph, distorted at twice the resolution that the encoder sees. */
final class PhotoSample implements Sample {

    private final PhotoCanvas canvas;
    private final byte[] plain;

    PhotoSample(PhotoCanvas canvas, byte[] plain) {
        this.canvas = canvas;
        this.plain = plain;
    }

    @Override
    public byte[] undistorted() {
        return plain;
    }

    @Override
    public int channels() {
        return canvas.channels();
    }

    @Override
    public byte[] distorted(WindowMap map) {
        return canvas.sample(map);
    }
}
