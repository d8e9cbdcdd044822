package io.siamese.service.fetching;

import io.siamese.service.flow.Result;

/** Gives the images of records that say where their image lies. */
@FunctionalInterface
public interface ImageSupply {
    /**
     * The image of a record, or why it cannot be had. Blocks for a bounded time.
     *
     * @throws ImageStoreException if its store gives no answer now: nothing may be decided then
     */
    Result<byte[]> fetchImage(ImageReference reference);
}
