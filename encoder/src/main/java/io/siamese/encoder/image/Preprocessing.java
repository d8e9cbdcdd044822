package io.siamese.encoder.image;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * The canonical preprocessing object of the model card: everything that turns a file's pixels into the encoder's input.
 * Two encoders with the same graph and another preprocessing are different encoders. Shares are whole thousandths, so
 * that no two machines write the same number differently.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "method")
@JsonSubTypes({
    @JsonSubTypes.Type(value = InkMoments.class, name = "ink-moments"),
    @JsonSubTypes.Type(value = PhotoResize.class, name = "photo-resize")
})
public sealed interface Preprocessing permits InkMoments, PhotoResize {
    int channels();

    int height();

    int width();

    /** JSON with sorted keys and no white space; goes into the encoder's id, so it never changes for equal values. */
    String canonicalJson();

    /** Dark ink on a light ground, moment-normalised to {@code size × size}: the measured recipe for characters. */
    static InkMoments ink(int size) {
        return InkMoments.ofSize(size);
    }

    /** Any image, resized by area averaging. */
    static PhotoResize photo(int channels, int height, int width, PhotoResize.Fit fit) {
        return PhotoResize.of(channels, height, width, fit);
    }
}
