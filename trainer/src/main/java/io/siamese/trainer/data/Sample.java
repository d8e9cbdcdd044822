package io.siamese.trainer.data;

/** One decoded image of a class. Immutable and thread-safe. */
public interface Sample {

    /** As the encoder sees it when serving: uint8 {@code [channels, height, width]}; not to be written to. */
    byte[] plain();

    /** The same image seen through a distortion: uint8 {@code [channels, height, width]}, a new array. */
    byte[] distorted(Distortion distortion);
}
