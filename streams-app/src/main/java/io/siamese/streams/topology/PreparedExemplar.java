package io.siamese.streams.topology;

import io.siamese.events.Exemplar;
import io.siamese.schemas.serde.Incoming;
import io.siamese.streams.batching.Encoded;
import org.jspecify.annotations.Nullable;

/**
 * An exemplar's value, read and embedded.
 *
 * @param incoming the value
 * @param encoded what became of its image; null where there is none
 */
public record PreparedExemplar(
        Incoming<Exemplar> incoming, @Nullable Encoded encoded) {}
