package io.siamese.encoder.image;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/**
 * Describes everything that turns a file's pixels into the encoder's input. It is the canonical preprocessing object
 * of the model card. Two encoders with the same graph and another preprocessing are different encoders. Shares are
 * whole thousandths, so that no two machines write the same number differently.
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

    /** How files become pictures: whether their orientation counts, and what transparency lies on. */
    @JsonIgnore
    FileReading reading();

    /**
     * The same steps on files that are read otherwise.
     *
     * @throws IllegalArgumentException if the ink is to decide and there is none
     */
    Preprocessing withReading(OrientationRule orientation, Transparency transparency);

    /**
     * The same steps on pictures that are aligned by landmarks first; null: that are not.
     *
     * @throws IllegalArgumentException if these steps find by themselves where the picture is
     */
    Preprocessing withAlignment(@Nullable Alignment alignment);

    /**
     * Dark ink on a light ground, moment-normalised to {@code size × size}: the measured recipe for characters. Orientation
     * tags count, and of transparent pictures the ink decides what they lie on.
     */
    static InkMoments ink(int size) {
        return InkMoments.ofSize(size);
    }

    /** Any image, resized by area averaging. Orientation tags count, and transparency lies on white. */
    static PhotoResize photo(int channels, int height, int width, PhotoResize.Fit fit) {
        return PhotoResize.ofShape(channels, height, width, fit);
    }
}
