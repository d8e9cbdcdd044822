package io.siamese.service.batching;

import io.siamese.service.gallery.Galleries;

/** The comparison of one probe: what was found, or why its image could not be compared. */
public sealed interface Comparison {
    /** The image was embedded and searched for. */
    record Compared(Galleries.Found found) implements Comparison {}

    /**
     * The image gives no embedding: failure to acquire.
     *
     * @param reason one of the documented reasons
     */
    record Unreadable(String reason) implements Comparison {}
}
