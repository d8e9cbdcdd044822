package io.siamese.service.verification;

import io.siamese.events.Probe;
import io.siamese.schemas.serde.Incoming;
import io.siamese.service.batching.Comparison;
import org.jspecify.annotations.Nullable;

/**
 * A probe's value, read and compared.
 *
 * @param incoming the value
 * @param comparison the comparison; null where there is nothing to compare
 */
public record PreparedProbe(
        Incoming<Probe> incoming, @Nullable Comparison comparison) {}
