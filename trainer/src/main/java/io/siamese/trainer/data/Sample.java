package io.siamese.trainer.data;

import io.siamese.encoder.image.WindowMap;

/** One decoded image of a class. Immutable and thread-safe. */
public interface Sample {

    /** As the encoder sees it when serving: uint8 {@code [channels, height, width]}; not to be written to. */
    byte[] undistorted();

    /** Planes of the image, 1 or 3. */
    default int channels() {
        return 1;
    }

    /** The same image seen through a map of its window: uint8 {@code [channels, height, width]}, a new array. */
    byte[] distorted(WindowMap map);
}
