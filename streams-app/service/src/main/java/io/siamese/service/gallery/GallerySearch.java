package io.siamese.service.gallery;

import io.siamese.service.matching.Candidates;
import java.util.List;

/**
 * Searches galleries for probes. Thread-safe.
 *
 * <p>{@link Galleries} searches the templates of one instance. A gallery that is larger than one machine is searched in
 * shards, by subject; {@link Candidates#merge} then joins what two shards found for the same probe.
 */
public interface GallerySearch {
    /**
     * Searches for many probes at one epoch, the same for all. Exact: what each finds does not depend on the others.
     *
     * @param queries probes in any galleries, with and without a claimed subject
     * @param k greatest number of candidates a probe where the log names no policy, at least 1
     * @return what was found for each, in their order
     * @throws IllegalArgumentException if a probe has another dimension
     */
    List<Galleries.Found> search(List<GalleryQuery> queries, int k);
}
