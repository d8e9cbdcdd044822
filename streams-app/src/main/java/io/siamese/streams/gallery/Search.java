package io.siamese.streams.gallery;

import io.siamese.encoder.vector.PanelKernel;
import io.siamese.streams.matching.Candidates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Searches one version of the galleries for many probes: 1:1 one by one, 1:N together, gallery by gallery. */
final class Search {
    private final Version version;
    private final PanelKernel kernel;
    private final Identification identification;
    private final float[] embedding;

    Search(Version version, PanelKernel kernel, int dimension, int k) {
        this.version = version;
        this.kernel = kernel;
        identification = new Identification(kernel, dimension, k);
        embedding = new float[dimension];
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
        List<Candidates> found = identification.search(version.gallery(gallery), together);
        for (int i = 0; i < found.size(); i++) {
            results[places.get(i)] = found.get(i);
        }
    }

    private Candidates verify(Gallery gallery, String subject, GalleryQuery query) {
        Best best = new Best(1);
        boolean compared = false;
        for (int row : gallery.rows(subject)) {
            Row template = gallery.panels().row(row);
            if (template.isComparedAt(query.at())) {
                gallery.panels().read(row, embedding);
                best.offer(template, kernel.similarity().of(query.probe(), embedding));
                compared = true;
            }
        }
        return compared
                ? new Candidates(Candidates.Kind.VERIFICATION, best.candidates(gallery, query.at()), gallery.subjects())
                : Candidates.none(Candidates.Kind.UNKNOWN_SUBJECT, gallery.subjects());
    }
}
