package io.siamese.service.gallery;

import io.siamese.encoder.score.FusedScore;
import io.siamese.encoder.vector.PanelKernel;
import io.siamese.service.matching.Candidate;
import io.siamese.service.matching.Candidates;
import io.siamese.service.matching.Policy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Searches one version of the galleries for many probes: 1:1 one by one, 1:N together, gallery by gallery. */
final class SnapshotSearch {
    /** @param places of the queries that name no subject and search this gallery */
    private record Unclaimed(String name, Gallery gallery, List<Integer> places) {}

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
        Map<String, Unclaimed> unclaimed = new LinkedHashMap<>();
        for (int i = 0; i < results.length; i++) {
            GalleryQuery query = queries.get(i);
            String claimed = query.claimedSubject();
            Gallery gallery = version.gallery(query.gallery());
            if (gallery == null) {
                results[i] = Candidates.withoutComparison(Candidates.Kind.UNKNOWN_GALLERY, 0);
            } else if (claimed != null) {
                results[i] = verifyClaim(gallery, claimed, query);
            } else {
                unclaimed
                        .computeIfAbsent(query.gallery(), name -> new Unclaimed(name, gallery, new ArrayList<>()))
                        .places()
                        .add(i);
            }
        }
        unclaimed.values().forEach(together -> identify(together, queries, results));
        return Arrays.asList(results);
    }

    private void identify(Unclaimed unclaimed, List<GalleryQuery> queries, Candidates[] results) {
        List<GalleryQuery> together =
                unclaimed.places().stream().map(queries::get).toList();
        Policy policy = version.policy(unclaimed.name());
        List<Candidates> found = identification.search(
                unclaimed.gallery(),
                together,
                policy == null ? FusedScore.best() : policy.scoring(),
                Math.max(FEWEST, policy == null ? k : policy.rules().candidates()));
        for (int i = 0; i < found.size(); i++) {
            results[unclaimed.places().get(i)] = found.get(i);
        }
    }

    private Candidates verifyClaim(Gallery gallery, String subject, GalleryQuery query) {
        Policy policy = version.policy(query.gallery());
        Candidate candidate =
                comparer.compare(gallery, subject, query, policy == null ? FusedScore.best() : policy.scoring());
        int subjects = gallery.countCandidates(query.at());
        return candidate == null
                ? Candidates.withoutComparison(Candidates.Kind.UNKNOWN_SUBJECT, subjects)
                : new Candidates(Candidates.Kind.VERIFICATION, List.of(candidate), subjects);
    }
}
