package io.siamese.service.gallery;

import io.siamese.encoder.score.FusedScore;
import io.siamese.encoder.vector.PanelKernel;
import io.siamese.events.ExemplarKind;
import io.siamese.service.gallery.Neighbours.Neighbour;
import io.siamese.service.matching.Candidate;
import io.siamese.service.matching.Candidates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds who is nearest to newcomers, in one version of the galleries. Not thread-safe. */
final class NeighbourSearch {
    private final GallerySnapshot version;
    private final PanelKernel kernel;
    private final Identification identification;
    private final float[] embedding;

    NeighbourSearch(GallerySnapshot version, PanelKernel kernel, int dimension) {
        this.version = version;
        this.kernel = kernel;
        embedding = new float[dimension];
        identification = new Identification(kernel, dimension, new SubjectComparer(kernel.similarity(), dimension));
    }

    List<Neighbours> neighbours(List<Newcomer> newcomers) {
        Neighbours[] found = new Neighbours[newcomers.size()];
        Map<String, List<Integer>> byGallery = new LinkedHashMap<>();
        for (int i = 0; i < found.length; i++) {
            byGallery
                    .computeIfAbsent(newcomers.get(i).gallery(), name -> new ArrayList<>())
                    .add(i);
        }
        byGallery.forEach((name, places) -> searchGallery(version.gallery(name), places, newcomers, found));
        return List.of(found);
    }

    private void searchGallery(
            @Nullable Gallery gallery, List<Integer> places, List<Newcomer> newcomers, Neighbours[] found) {
        if (gallery == null) {
            places.forEach(place -> found[place] = new Neighbours(null, null, 0, version.epoch()));
            return;
        }
        List<GalleryQuery> queries = places.stream()
                .map(newcomers::get)
                .map(newcomer -> new GalleryQuery(newcomer.gallery(), null, newcomer.embedding(), newcomer.at()))
                .toList();
        // The best of two subjects is another one, whoever the newcomer is.
        List<Candidates> nearest = identification.search(gallery, queries, FusedScore.best(), 2);
        for (int i = 0; i < places.size(); i++) {
            Newcomer newcomer = newcomers.get(places.get(i));
            found[places.get(i)] = new Neighbours(
                    nearestOwn(gallery, newcomer),
                    nearestOther(nearest.get(i), newcomer),
                    nearest.get(i).subjects(),
                    version.epoch());
        }
    }

    private static @Nullable Neighbour nearestOther(Candidates nearest, Newcomer newcomer) {
        for (Candidate candidate : nearest.best()) {
            if (!candidate.subject().equals(newcomer.subject())) {
                return new Neighbour(candidate.subject(), candidate.exemplar(), candidate.similarity());
            }
        }
        return null;
    }

    private @Nullable Neighbour nearestOwn(Gallery gallery, Newcomer newcomer) {
        Neighbour nearest = null;
        for (int place : gallery.rows(newcomer.subject())) {
            TemplateRow row = gallery.panels().row(place);
            if (row.isComparedAt(newcomer.at()) && !row.exemplar().equals(newcomer.exemplar())) {
                gallery.panels().readRow(place, embedding);
                float similarity = kernel.similarity().of(newcomer.embedding(), embedding);
                nearest = nearerOf(nearest, new Neighbour(row.subject(), row.exemplar(), similarity));
            }
        }
        return nearest;
    }

    /** What was found in an earlier version, brought up to this one with the templates that came in between. */
    Neighbours bringUpToDate(Newcomer newcomer, Neighbours earlier, List<GalleryTemplate> since) {
        boolean stale = Stream.of(earlier.own(), earlier.other())
                .anyMatch(known -> known != null
                        && (since.stream().anyMatch(known::isSameAs) || !isEnrolled(newcomer.gallery(), known)));
        if (stale) {
            return neighbours(List.of(newcomer)).get(0);
        }
        Neighbour own = earlier.own();
        Neighbour other = earlier.other();
        for (GalleryTemplate template : since) {
            if (isNeighbour(template, newcomer)) {
                Neighbour next = new Neighbour(
                        template.subject(),
                        template.exemplar(),
                        kernel.similarity().of(newcomer.embedding(), template.embedding()));
                boolean isOwn = template.subject().equals(newcomer.subject());
                own = isOwn ? nearerOf(own, next) : own;
                other = isOwn ? other : nearerOf(other, next);
            }
        }
        Gallery gallery = version.gallery(newcomer.gallery());
        int subjects = gallery == null ? 0 : gallery.countCandidates(newcomer.at());
        return new Neighbours(own, other, subjects, version.epoch());
    }

    private boolean isNeighbour(GalleryTemplate template, Newcomer newcomer) {
        boolean isItself = template.subject().equals(newcomer.subject())
                && template.exemplar().equals(newcomer.exemplar());
        return template.gallery().equals(newcomer.gallery())
                && !isItself
                && template.kind() == ExemplarKind.POSITIVE
                && newcomer.at() < template.validUntil()
                && isEnrolled(
                        template.gallery(),
                        new Neighbour(template.subject(), template.exemplar(), Float.NEGATIVE_INFINITY));
    }

    private boolean isEnrolled(String name, Neighbour neighbour) {
        Gallery gallery = version.gallery(name);
        return gallery != null && gallery.holdsTemplate(neighbour.subject(), neighbour.exemplar());
    }

    private static Neighbour nearerOf(@Nullable Neighbour known, Neighbour next) {
        return known == null || next.similarity() > known.similarity() ? next : known;
    }
}
