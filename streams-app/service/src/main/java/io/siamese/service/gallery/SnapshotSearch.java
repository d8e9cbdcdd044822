package io.siamese.service.gallery;

import io.siamese.encoder.vector.PanelKernel;
import io.siamese.service.matching.Candidate;
import io.siamese.service.matching.Candidates;
import io.siamese.service.matching.Policy;
import io.siamese.service.matching.Scoring;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Searches one version of the galleries for many probes: 1:1 one by one, 1:N together, gallery by gallery. */
final class SnapshotSearch {
    private final GallerySnapshot version;
    private final Identification identification;
    private final SubjectComparer comparer;
    private final int k;

    /** Without a runner-up a decision could not be told from the toss of a coin. */
    private static final int FEWEST = 2;

    /** @param k greatest number of candidates that a decision names where no policy says it */
    SnapshotSearch(GallerySnapshot version, PanelKernel kernel, int dimension, int k) {
        this.version = version;
        this.k = k;
        comparer = new SubjectComparer(kernel.similarity(), dimension);
        identification = new Identification(kernel, dimension, comparer);
    }

    /** Results in the order of the queries. */
    List<Candidates> candidates(List<GalleryQuery> queries) {
        Candidates[] results = new Candidates[queries.size()];
        Map<String, List<Integer>> unclaimed = new LinkedHashMap<>();
        for (int i = 0; i < results.length; i++) {
            GalleryQuery query = queries.get(i);
            Gallery gallery = version.gallery(query.gallery());
            if (gallery == null) {
                results[i] = Candidates.none(Candidates.Kind.UNKNOWN_GALLERY, 0);
            } else if (query.claimedSubject() != null) {
                results[i] = verify(gallery, query.claimedSubject(), query);
            } else {
                unclaimed
                        .computeIfAbsent(query.gallery(), name -> new ArrayList<>())
                        .add(i);
            }
        }
        unclaimed.forEach((name, places) -> identify(name, places, queries, results));
        return Arrays.asList(results);
    }

    private void identify(String gallery, List<Integer> places, List<GalleryQuery> queries, Candidates[] results) {
        List<GalleryQuery> together = places.stream().map(queries::get).toList();
        Policy policy = version.policy(gallery);
        List<Candidates> found = policy == null
                ? identification.search(version.gallery(gallery), together, Scoring.best(), Math.max(FEWEST, k))
                : identification.search(
                        version.gallery(gallery),
                        together,
                        policy.scoring(),
                        Math.max(FEWEST, policy.rules().candidates()));
        for (int i = 0; i < found.size(); i++) {
            results[places.get(i)] = found.get(i);
        }
    }

    private Candidates verify(Gallery gallery, String subject, GalleryQuery query) {
        Policy policy = version.policy(query.gallery());
        Candidate candidate =
                comparer.compare(gallery, subject, query, policy == null ? Scoring.best() : policy.scoring());
        int subjects = gallery.candidates(query.at());
        return candidate == null
                ? Candidates.none(Candidates.Kind.UNKNOWN_SUBJECT, subjects)
                : new Candidates(Candidates.Kind.VERIFICATION, List.of(candidate), subjects);
    }
}
