package io.siamese.service.gallery;

import io.siamese.encoder.score.FusedScore;
import io.siamese.encoder.vector.PanelKernel;
import io.siamese.encoder.vector.PanelSimilarities;
import io.siamese.encoder.vector.ProbeBlock;
import io.siamese.service.matching.Candidate;
import io.siamese.service.matching.Candidates;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Exact 1:N search of one gallery. Probes go through the panels together: a panel is read once a block of them, and of its
 * similarities only those are looked at that may change somebody's best k.
 */
final class Identification {
    /** Probes that stay in the second cache, with their similarities, while the panels go by: 0.8 kB each at d = 128. */
    private static final int BLOCK = 512;

    private final PanelKernel kernel;
    private final int dimension;
    private final SubjectComparer comparer;

    Identification(PanelKernel kernel, int dimension, SubjectComparer comparer) {
        this.kernel = kernel;
        this.dimension = dimension;
        this.comparer = comparer;
    }

    /**
     * Compares each probe with everybody's exemplars; results in the order of the queries.
     *
     * @param k greatest number of candidates, at least 1
     */
    List<Candidates> search(Gallery gallery, List<GalleryQuery> queries, FusedScore scoring, int k) {
        int size = scoring.needsMean() ? FusionScan.blockSize(gallery, scoring, BLOCK) : BLOCK;
        // A log that somebody else wrote to may ask for more candidates than fit into memory.
        int most = Math.max(1, Math.min(k, gallery.slotEnd()));
        List<Candidates> results = new ArrayList<>(queries.size());
        for (int from = 0; from < queries.size(); from += size) {
            List<GalleryQuery> block = queries.subList(from, Math.min(from + size, queries.size()));
            List<BestSubjects> found = scoring.needsMean()
                    ? new FusionScan(kernel, dimension, comparer, scoring).findBest(gallery, block, most)
                    : scanPanels(gallery.panels(), block, most);
            for (int i = 0; i < found.size(); i++) {
                results.add(candidates(gallery, found.get(i), block.get(i), scoring));
            }
        }
        return results;
    }

    private List<BestSubjects> scanPanels(Panels panels, List<GalleryQuery> queries, int k) {
        ProbeBlock probes = new ProbeBlock(
                dimension, queries.stream().map(GalleryQuery::probe).toList());
        PanelSimilarities similarities = probes.similarities();
        List<BestSubjects> best =
                queries.stream().map(query -> new BestSubjects(k)).toList();
        for (int i = 0; i < panels.panelCount(); i++) {
            Panel panel = panels.panel(i);
            kernel.compare(probes, panel.numbers(), similarities);
            for (int p = 0; p < probes.count(); p++) {
                if (similarities.reached(p)) {
                    offerLanes(panel, similarities, p, queries.get(p).at(), best.get(p));
                }
            }
        }
        return best;
    }

    private static void offerLanes(Panel panel, PanelSimilarities similarities, int p, long at, BestSubjects best) {
        float floor = best.scoreFloor();
        for (int lane = 0; lane < panel.count(); lane++) {
            float similarity = similarities.of(p, lane);
            // "Not below": what is not a number was compared too, and must not pass for an empty gallery.
            if (!(similarity < floor) && panel.rows()[lane].isComparedAt(at)) {
                best.offer(panel.rows()[lane], similarity);
                floor = best.scoreFloor();
            }
        }
        similarities.setFloor(p, floor);
    }

    private Candidates candidates(Gallery gallery, BestSubjects found, GalleryQuery query, FusedScore scoring) {
        List<Candidate> candidates = new ArrayList<>();
        for (BestSubjects.Hit hit : found.hits()) {
            Candidate candidate = scoring.needsMean()
                    ? fusedCandidate(gallery, hit, query, scoring)
                    : bestCandidate(gallery, hit, query);
            if (candidate != null) {
                candidates.add(candidate);
            }
        }
        int subjects = gallery.countCandidates(query.at());
        return candidates.isEmpty()
                ? Candidates.withoutComparison(Candidates.Kind.UNKNOWN_GALLERY, subjects)
                : new Candidates(Candidates.Kind.IDENTIFICATION, candidates, subjects);
    }

    private Candidate bestCandidate(Gallery gallery, BestSubjects.Hit hit, GalleryQuery query) {
        TemplateRow row = hit.row();
        return new Candidate(
                row.subject(),
                row.exemplar(),
                hit.score(),
                hit.score(),
                gallery.countCompared(row.subject(), query.at()),
                comparer.negative(gallery, row.subject(), query));
    }

    /** The score is the one that it was ranked by: computed one by one it could differ in the last digit. */
    private @Nullable Candidate fusedCandidate(
            Gallery gallery, BestSubjects.Hit hit, GalleryQuery query, FusedScore scoring) {
        Candidate compared = comparer.compare(gallery, hit.row().subject(), query, scoring);
        return compared == null
                ? null
                : new Candidate(
                        compared.subject(),
                        compared.exemplar(),
                        compared.similarity(),
                        hit.score(),
                        compared.exemplars(),
                        compared.negative());
    }
}
