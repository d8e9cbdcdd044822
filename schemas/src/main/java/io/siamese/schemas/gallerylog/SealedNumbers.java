package io.siamese.schemas.gallerylog;

import io.siamese.events.Template;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.schemas.sealing.Envelope;
import io.siamese.schemas.sealing.SealException;
import io.siamese.schemas.sealing.SealedPlace;
import io.siamese.schemas.sealing.Sealing;
import java.nio.ByteBuffer;

/** Writes the numbers of templates, encrypted if encryption is on, and decrypts them. Thread-safe. */
public final class SealedNumbers {
    private final Sealing sealing;

    public SealedNumbers(Sealing sealing) {
        this.sealing = sealing;
    }

    /**
     * Writes an embedding into a template.
     *
     * @param key of the template's record, to which the numbers are bound
     * @throws SealException if encryption is on and the gallery has no key
     */
    public void write(TemplateKey key, Template template, float[] embedding) throws SealException {
        ByteBuffer numbers = TemplateNumbers.bytes(embedding);
        if (sealing.isOn()) {
            template.setSealed(ByteBuffer.wrap(sealing.seal(numbers.array(), place(key))));
        } else {
            template.setVector(numbers);
        }
    }

    /**
     * Decrypts the numbers of a template into its field {@code vector}. What was encrypted stays beside them.
     *
     * @param key of the record that it came in
     * @throws SealException if there is no such key, or the numbers were not encrypted for this record
     */
    Template opened(TemplateKey key, Template template) throws SealException {
        byte[] sealed = new byte[template.getSealed().remaining()];
        template.getSealed().duplicate().get(sealed);
        if (!Envelope.isSealed(sealed)) {
            throw new SealException(Reasons.DECRYPTION_FAILED, "no envelope");
        }
        template.setVector(ByteBuffer.wrap(sealing.open(sealed, place(key))));
        return template;
    }

    private static SealedPlace place(TemplateKey key) throws SealException {
        try {
            return SealedPlace.template(key);
        } catch (MalformedKeyException e) {
            throw new SealException(Reasons.MALFORMED_KEY, String.valueOf(e.getMessage()));
        }
    }
}
