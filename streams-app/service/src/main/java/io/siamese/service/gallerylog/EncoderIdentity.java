package io.siamese.service.gallerylog;

import io.siamese.encoder.onnx.Encoder;

/**
 * Identifies an encoder as the gallery log does.
 *
 * @param encoderId 16 hex digits
 * @param dimension numbers in an embedding
 * @param similarity {@code cosine} or {@code weighted-l1}
 */
public record EncoderIdentity(String encoderId, int dimension, String similarity) {
    public static EncoderIdentity of(Encoder encoder) {
        return new EncoderIdentity(
                encoder.encoderId(),
                encoder.dimension(),
                encoder.card().similarity().kind());
    }
}
