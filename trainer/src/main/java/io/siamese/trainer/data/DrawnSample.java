package io.siamese.trainer.data;

import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.InkMoments;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.WindowMap;
import io.siamese.encoder.image.ink.InkCanvas;

/** Shows ink that is looked at once: unlike {@link InkSample} it does not keep the undistorted view. */
public record DrawnSample(InkCanvas canvas) implements Sample {

    /** @param drawing with ink */
    public static DrawnSample fromDrawing(GrayImage drawing, InkMoments settings) {
        try {
            return new DrawnSample(InkCanvas.prepare(drawing, settings));
        } catch (UnreadableImageException e) {
            throw new IllegalStateException("a made-up character always has ink", e);
        }
    }

    @Override
    public byte[] undistorted() {
        return canvas.sample();
    }

    @Override
    public byte[] distorted(WindowMap map) {
        return canvas.sample(map);
    }
}
