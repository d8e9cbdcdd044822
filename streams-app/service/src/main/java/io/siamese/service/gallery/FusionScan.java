package io.siamese.service.gallery;

import io.siamese.encoder.score.FusedScore;
import io.siamese.encoder.vector.PanelKernel;
import io.siamese.encoder.vector.PanelSimilarities;
import io.siamese.encoder.vector.ProbeBlock;
import io.siamese.service.matching.Candidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One pass of a block of probes over the means of a gallery, and, where the best exemplar counts too, one over its
 * templates before: 4 bytes a probe and subject for what that finds. A subject of whose exemplars some have expired at a
 * probe's time has another mean than the kept one, and is compared by itself.
 */
final class FusionScan {
    /** Numbers that the first pass may keep: 4 MB. */
    private static final int KEPT = 1 << 20;

    private final PanelKernel kernel;
    private final int dimension;
    private final SubjectComparer comparer;
    private final FusedScore scoring;

    FusionScan(PanelKernel kernel, int dimension, SubjectComparer comparer, FusedScore scoring) {
        this.kernel = kernel;
        this.dimension = dimension;
        this.comparer = comparer;
        this.scoring = scoring;
    }

    /** Probes that go together: fewer where each keeps a number for every subject. */
    static int blockSize(Gallery gallery, FusedScore scoring, int most) {
        return scoring.needsBest() ? Math.max(1, Math.min(most, KEPT / Math.max(1, gallery.slotEnd()))) : most;
    }

    List<BestSubjects> findBest(Gallery gallery, List<GalleryQuery> queries, int k) {
        ProbeBlock probes = new ProbeBlock(
                dimension, queries.stream().map(GalleryQuery::probe).toList());
        float[][] bySlot = scoring.needsBest() ? bestBySlot(gallery, probes, queries) : new float[probes.count()][0];
        List<BestSubjects> best =
                queries.stream().map(query -> new BestSubjects(k)).toList();
        List<TemplateRow> ending = scanMeans(gallery.means(), probes, queries, bySlot, best);
        for (int p = 0; p < queries.size(); p++) {
            compareEnded(gallery, ending, queries.get(p), best.get(p));
        }
        return best;
    }

    private float[][] bestBySlot(Gallery gallery, ProbeBlock probes, List<GalleryQuery> queries) {
        float[][] best = new float[probes.count()][gallery.slotEnd()];
        for (float[] similarities : best) {
            Arrays.fill(similarities, Float.NEGATIVE_INFINITY);
        }
        PanelSimilarities similarities = probes.similarities();
        for (int i = 0; i < gallery.panels().panelCount(); i++) {
            Panel panel = gallery.panels().panel(i);
            kernel.compare(probes, panel.numbers(), similarities);
            for (int p = 0; p < probes.count(); p++) {
                for (int lane = 0; lane < panel.count(); lane++) {
                    TemplateRow row = panel.rows()[lane];
                    float similarity = similarities.of(p, lane);
                    if (!(similarity <= best[p][row.slot()])
                            && row.isComparedAt(queries.get(p).at())) {
                        best[p][row.slot()] = similarity;
                    }
                }
            }
        }
        return best;
    }

    /** Returns the means that hold for a while only. */
    private List<TemplateRow> scanMeans(
            Panels means, ProbeBlock probes, List<GalleryQuery> queries, float[][] bySlot, List<BestSubjects> best) {
        PanelSimilarities similarities = probes.similarities();
        List<TemplateRow> ending = new ArrayList<>();
        for (int i = 0; i < means.panelCount(); i++) {
            Panel panel = means.panel(i);
            kernel.compare(probes, panel.numbers(), similarities);
            for (int lane = 0; lane < panel.count(); lane++) {
                if (panel.rows()[lane].validUntil() != Long.MAX_VALUE) {
                    ending.add(panel.rows()[lane]);
                }
            }
            for (int p = 0; p < probes.count(); p++) {
                if (similarities.reached(p)) {
                    offerLanes(panel, similarities, p, queries.get(p).at(), bySlot[p], best.get(p));
                }
            }
        }
        return ending;
    }

    private void offerLanes(
            Panel panel, PanelSimilarities similarities, int p, long at, float[] bySlot, BestSubjects best) {
        for (int lane = 0; lane < panel.count(); lane++) {
            TemplateRow row = panel.rows()[lane];
            if (row.isComparedAt(at)) {
                float known = scoring.needsBest() ? bySlot[row.slot()] : 0;
                float score = scoring.score(row.exemplars(), known, similarities.of(p, lane));
                if (!(score < best.scoreFloor())) {
                    best.offer(row, score);
                }
            }
        }
        if (!scoring.needsBest()) {
            similarities.setFloor(p, best.scoreFloor());
        }
    }

    private void compareEnded(Gallery gallery, List<TemplateRow> ending, GalleryQuery query, BestSubjects best) {
        for (TemplateRow mean : ending) {
            if (query.at() >= mean.validUntil()) {
                Candidate candidate = comparer.compare(gallery, mean.subject(), query, scoring);
                if (candidate != null) {
                    best.offer(mean, candidate.score());
                }
            }
        }
    }
}
