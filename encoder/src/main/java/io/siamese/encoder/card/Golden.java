package io.siamese.encoder.card;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Objects;

/**
 * Holds an image file and the embedding that the trained network gave it. Every start reproduces it as an end-to-end
 * check.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class Golden {
    private final byte[] image;
    private final float[] embedding;

    /**
     * @param image bytes of an image file (Base64 in JSON), copied
     * @param embedding float {@code [D]}, copied
     */
    @JsonCreator
    public Golden(@JsonProperty("image") byte[] image, @JsonProperty("embedding") float[] embedding) {
        this.image = Objects.requireNonNull(image, "Model card: a golden without image")
                .clone();
        this.embedding = Objects.requireNonNull(embedding, "Model card: a golden without embedding")
                .clone();
    }

    @JsonProperty
    public byte[] image() {
        return image.clone();
    }

    @JsonProperty
    public float[] embedding() {
        return embedding.clone();
    }

    void checkDimension(int dimension) {
        if (embedding.length != dimension) {
            throw new IllegalArgumentException(
                    "Model card: a golden of " + embedding.length + " dimensions, not " + dimension);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Golden golden
                && Arrays.equals(image, golden.image)
                && Arrays.equals(embedding, golden.embedding);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(image) + Arrays.hashCode(embedding);
    }
}
