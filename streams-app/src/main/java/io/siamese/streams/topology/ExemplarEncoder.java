package io.siamese.streams.topology;

import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.onnx.Encoder;
import io.siamese.encoder.onnx.EncoderException;
import io.siamese.events.Exemplar;
import io.siamese.events.Template;
import io.siamese.schemas.key.ExemplarKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes templates of exemplars with one encoder, which belongs to the caller. */
final class ExemplarEncoder {
    private final Encoder encoder;

    ExemplarEncoder(Encoder encoder) {
        this.encoder = encoder;
    }

    String encoderId() {
        return encoder.encoderId();
    }

    int dimension() {
        return encoder.dimension();
    }

    String similarity() {
        return encoder.card().similarity().kind();
    }

    /**
     * Embeds an exemplar's image.
     *
     * @param offset the exemplar's offset
     * @param now milliseconds since the epoch
     * @throws UnreadableImageException if the image gives no embedding: failure to enrol
     * @throws EncoderException if the encoder fails twice: nothing may be decided then
     */
    Template encode(ExemplarKey key, Exemplar exemplar, long offset, long now) throws UnreadableImageException {
        byte[] image = Images.bytes(exemplar.getImage());
        byte[] pixels = encoder.preprocessor().apply(image);
        Template template = Template.newBuilder().build();
        template.setGallery(key.gallery());
        template.setSubject(key.subject());
        template.setExemplar(key.exemplar());
        template.setKind(exemplar.getKind());
        template.setEncoderId(encoder.encoderId());
        template.setEmbedding(boxed(encodeWithOneRetry(pixels)));
        template.setImageSha256(Images.sha256(image));
        template.setValidUntil(exemplar.getValidUntil());
        template.setEnrolledAt(Instant.ofEpochMilli(now));
        template.setExemplarOffset(offset);
        return template;
    }

    private float[] encodeWithOneRetry(byte[] pixels) {
        try {
            return encoder.encode(List.of(pixels))[0];
        } catch (EncoderException e) {
            return encoder.encode(List.of(pixels))[0];
        }
    }

    private static List<Float> boxed(float[] embedding) {
        List<Float> boxed = new ArrayList<>(embedding.length);
        for (float value : embedding) {
            boxed.add(value);
        }
        return boxed;
    }
}
