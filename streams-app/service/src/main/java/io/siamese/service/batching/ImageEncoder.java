package io.siamese.service.batching;

import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.encoder.onnx.EncoderException;
import io.siamese.schemas.Reasons;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Decodes images one by one and embeds them in one batch. Thread-safe; the encoder belongs to the caller. */
public final class ImageEncoder {
    private final Encoder encoder;

    public ImageEncoder(Encoder encoder) {
        this.encoder = encoder;
    }

    /**
     * Embeds images, in their order. An image that cannot be read, or whose embedding cannot be compared, fails alone.
     *
     * @param images bytes of an image file each
     * @throws EncoderException if the encoder fails: no image is to blame
     */
    public List<Encoded> encode(List<byte[]> images) {
        List<Encoded> encoded = new ArrayList<>(images.size());
        List<byte[]> pixels = new ArrayList<>(images.size());
        for (byte[] image : images) {
            try {
                pixels.add(encoder.preprocessor().apply(image));
                encoded.add(null);
            } catch (UnreadableImageException e) {
                encoded.add(new Encoded.Unreadable(e.reason()));
            }
        }
        if (!pixels.isEmpty()) {
            Iterator<float[]> embeddings = List.of(encoder.encode(pixels)).iterator();
            encoded.replaceAll(known -> known != null ? known : encoded(embeddings.next()));
        }
        return encoded;
    }

    private static Encoded encoded(float[] row) {
        return Encoder.isComparable(row) ? new Encoded.Embedding(row) : new Encoded.Unreadable(Reasons.NOT_COMPARABLE);
    }
}
