package io.siamese.trainer.data;

import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.InkMoments;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.WindowMap;
import io.siamese.encoder.image.ink.InkCanvas;

/** Ink, distorted before it is sampled: window and pixels are interpolated once, as in serving. */
final class InkSample implements Sample {

    private final InkCanvas canvas;
    private final byte[] plain;

    private InkSample(InkCanvas canvas) {
        this.canvas = canvas;
        this.plain = canvas.sample();
    }

    static InkSample fromImage(GrayImage image, InkMoments settings) throws UnreadableImageException {
        return new InkSample(InkCanvas.prepare(image, settings));
    }

    @Override
    public byte[] undistorted() {
        return plain;
    }

    @Override
    public byte[] distorted(WindowMap map) {
        return canvas.sample(map);
    }
}
