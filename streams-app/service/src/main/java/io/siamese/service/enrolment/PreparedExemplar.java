package io.siamese.service.enrolment;

import io.siamese.events.Exemplar;
import io.siamese.schemas.serde.Incoming;
import io.siamese.service.batching.Encoded;
import io.siamese.service.gallery.Neighbours;
import org.jspecify.annotations.Nullable;

/**
 * An exemplar's value, read and embedded.
 *
 * @param incoming the value
 * @param encoded what became of its image; null where there is none
 * @param neighbours who was nearest when it was embedded; null where that was not looked for
 */
public record PreparedExemplar(
        Incoming<Exemplar> incoming,
        @Nullable Encoded encoded,
        @Nullable Neighbours neighbours) {
    PreparedExemplar with(Neighbours found) {
        return new PreparedExemplar(incoming, encoded, found);
    }
}
