package io.siamese.service.verification;

import io.siamese.encoder.image.ImageMeasures;
import io.siamese.events.Probe;
import io.siamese.service.gallery.Galleries;
import io.siamese.service.gallery.GalleryQuery;

/**
 * The comparison of one probe with its gallery.
 *
 * @param query what was searched for; holds the embedding, so that the search can be repeated without the image
 * @param image how much the probe's image shows
 * @param found what was found
 */
record Comparison(Probe probe, GalleryQuery query, ImageMeasures image, Galleries.Found found) {
    /** Whether an earlier gallery was searched than the probe asks for. */
    boolean isTooEarly() {
        return probe.getMinEpoch() != null && found.epoch() < probe.getMinEpoch();
    }
}
