package io.siamese.service.enrolment;

import io.siamese.events.Exemplar;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.sealing.SealedPlace;
import io.siamese.service.batching.ImageInput;
import io.siamese.service.fetching.ImageReference;
import io.siamese.service.gallery.Newcomer;
import io.siamese.service.matching.Gates;
import org.jspecify.annotations.Nullable;

/**
 * An exemplar that was read and whose key, fields and digest agree.
 *
 * @param exemplar states the digest of its image
 * @param reference where its image lies; null: in the record
 * @param gates that its image has to pass
 * @param at record time in milliseconds
 * @param offset in the topic exemplars
 */
record SubmittedExemplar(
        ExemplarKey key, Exemplar exemplar, @Nullable ImageReference reference, Gates gates, long at, long offset) {
    ImageInput picture() {
        return new ImageInput(
                exemplar.getImage(),
                reference,
                ImageInput.regionFrom(exemplar.getCrop(), exemplar.getPoints()),
                SealedPlace.exemplar(key));
    }

    Newcomer newcomer(float[] embedding) {
        return new Newcomer(key.gallery(), key.subject(), key.exemplar(), embedding, at);
    }
}
