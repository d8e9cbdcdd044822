package io.siamese.streams.gallery;

import io.siamese.encoder.vector.PanelKernel;
import io.siamese.encoder.vector.PanelSimilarities;
import io.siamese.encoder.vector.ProbeBlock;
import io.siamese.streams.matching.Candidate;
import io.siamese.streams.matching.Candidates;
import java.util.ArrayList;
import java.util.List;

/**
 * Exact 1:N search of one gallery. Probes go through the panels together: a panel is read once a block of them, and of its
 * similarities only those are looked at that may change somebody's best k.
 */
final class Identification {
    /** Probes that stay in the second cache, with their similarities, while the panels go by: 0.8 kB each at d = 128. */
    private static final int BLOCK = 512;

    private final PanelKernel kernel;
    private final int dimension;
    private final int k;

    Identification(PanelKernel kernel, int dimension, int k) {
        this.kernel = kernel;
        this.dimension = dimension;
        this.k = k;
    }

    /** Compares each probe with everybody's exemplars; results in the order of the queries. */
    List<Candidates> search(Gallery gallery, List<GalleryQuery> queries) {
        List<Candidates> results = new ArrayList<>(queries.size());
        for (int from = 0; from < queries.size(); from += BLOCK) {
            List<GalleryQuery> block = queries.subList(from, Math.min(from + BLOCK, queries.size()));
            List<Best> found = scan(gallery.panels(), block);
            for (int i = 0; i < found.size(); i++) {
                results.add(candidates(gallery, found.get(i), block.get(i).at()));
            }
        }
        return results;
    }

    private List<Best> scan(Panels panels, List<GalleryQuery> queries) {
        ProbeBlock probes = new ProbeBlock(
                dimension, queries.stream().map(GalleryQuery::probe).toList());
        PanelSimilarities similarities = probes.similarities();
        List<Best> best = queries.stream().map(query -> new Best(k)).toList();
        for (int i = 0; i < panels.count(); i++) {
            Panel panel = panels.panel(i);
            kernel.compare(probes, panel.numbers(), similarities);
            for (int p = 0; p < probes.count(); p++) {
                if (similarities.reached(p)) {
                    offer(panel, similarities, p, queries.get(p).at(), best.get(p));
                }
            }
        }
        return best;
    }

    private static void offer(Panel panel, PanelSimilarities similarities, int p, long at, Best best) {
        for (int lane = 0; lane < panel.count(); lane++) {
            float similarity = similarities.of(p, lane);
            // "Not below": what is not a number was compared too, and must not pass for an empty gallery.
            if (!(similarity < best.floor()) && panel.rows()[lane].isComparedAt(at)) {
                best.offer(panel.rows()[lane], similarity);
            }
        }
        similarities.floor(p, best.floor());
    }

    private static Candidates candidates(Gallery gallery, Best found, long at) {
        List<Candidate> candidates = found.candidates(gallery, at);
        return candidates.isEmpty()
                ? Candidates.none(Candidates.Kind.UNKNOWN_GALLERY, gallery.subjects())
                : new Candidates(Candidates.Kind.IDENTIFICATION, candidates, gallery.subjects());
    }
}
