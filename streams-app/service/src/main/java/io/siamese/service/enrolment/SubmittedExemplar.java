package io.siamese.service.enrolment;

import io.siamese.events.Exemplar;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.service.gallery.Newcomer;
import io.siamese.service.matching.Gates;
import java.nio.ByteBuffer;

/**
 * An exemplar that was read and whose key, fields and digest agree.
 *
 * @param exemplar states the digest of its image, whether its publisher did or not
 * @param gates that its image has to pass
 * @param at record time in milliseconds
 * @param offset in the topic exemplars
 */
record SubmittedExemplar(ExemplarKey key, Exemplar exemplar, Gates gates, long at, long offset) {
    ByteBuffer image() {
        return exemplar.getImage();
    }

    Newcomer newcomer(float[] embedding) {
        return new Newcomer(key.gallery(), key.subject(), key.exemplar(), embedding, at);
    }
}
