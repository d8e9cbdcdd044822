package io.siamese.console.room.gallery;

import io.siamese.console.gallery.EnrolledTemplate;
import io.siamese.console.gallery.ExemplarNames;
import io.siamese.console.gallery.GalleryContents;
import io.siamese.console.gallery.NearestOther;
import io.siamese.console.model.LocalModel;
import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.encoder.vector.Similarity;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarStatus;
import io.siamese.schemas.key.ExemplarKey;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists the subjects of a gallery: its templates, and the statuses of exemplars that have none. */
final class SubjectList {

    private static final int A_PAGE = 24;
    /** Comparisons that a subject may cost, so that a page takes less than a second. */
    private static final long MOST_COMPARISONS = 200_000;

    private final GalleryContents contents;
    private final @Nullable Similarity similarity;

    SubjectList(GalleryContents contents, LocalModel model) {
        this.contents = contents;
        this.similarity = similarity(contents, model);
    }

    /** A cosine needs no numbers of the model; another similarity does. */
    private static @Nullable Similarity similarity(GalleryContents contents, LocalModel model) {
        if (SimilaritySpec.COSINE.equals(contents.similarity())) {
            return Similarity.cosine();
        }
        boolean known = model.file().encoderId().equals(contents.encoderId());
        return known ? model.file().card().similarity().similarity() : null;
    }

    SubjectPage subjectPage(String gallery, String search, int offset) {
        List<EnrolledTemplate> templates = contents.templatesIn(gallery);
        Map<ExemplarKey, EnrolledTemplate> byKey =
                templates.stream().collect(Collectors.toMap(EnrolledTemplate::key, Function.identity(), (a, b) -> b));
        Map<String, TreeSet<String>> exemplars = exemplarNames(gallery, templates);
        List<String> found = exemplars.keySet().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT)))
                .toList();
        List<SubjectPage.Subject> subjects = found.stream()
                .skip(offset)
                .limit(A_PAGE)
                .map(name -> new SubjectPage.Subject(
                        name,
                        exemplars.getOrDefault(name, new TreeSet<>()).stream()
                                .map(each -> exemplar(new ExemplarKey(gallery, name, each), byKey))
                                .toList(),
                        nearest(name, templates)))
                .toList();
        return new SubjectPage(found.size(), offset, subjects);
    }

    private Map<String, TreeSet<String>> exemplarNames(String gallery, List<EnrolledTemplate> templates) {
        Map<String, TreeSet<String>> names = new TreeMap<>();
        templates.forEach(template -> addExemplar(names, template.key()));
        contents.statuses().keySet().stream()
                .flatMap(key -> ExemplarNames.parseExemplarKey(key).stream())
                .filter(key -> key.gallery().equals(gallery))
                .forEach(key -> addExemplar(names, key));
        return names;
    }

    private static void addExemplar(Map<String, TreeSet<String>> names, ExemplarKey key) {
        names.computeIfAbsent(key.subject(), subject -> new TreeSet<>()).add(key.exemplar());
    }

    private SubjectPage.Exemplar exemplar(ExemplarKey key, Map<ExemplarKey, EnrolledTemplate> templates) {
        Optional<EnrolledTemplate> template = Optional.ofNullable(templates.get(key));
        Optional<ExemplarStatus> status =
                Optional.ofNullable(contents.statuses().get(key.text()));
        return new SubjectPage.Exemplar(
                key.exemplar(),
                status.map(ExemplarStatus::getStatus).orElse(EnrolmentStatus.ENROLLED),
                template.map(EnrolledTemplate::kind).orElse(null),
                status.map(ExemplarStatus::getReason).orElse(null),
                status.map(ExemplarStatus::getRelated).orElse(null),
                template.map(EnrolledTemplate::flags).orElse(List.of()),
                template.map(known -> known.enrolledAt().toString()).orElse(null),
                template.map(EnrolledTemplate::validUntil).map(Object::toString).orElse(null));
    }

    private SubjectPage.@Nullable Nearest nearest(String subject, List<EnrolledTemplate> templates) {
        long own = templates.stream()
                .filter(template -> template.key().subject().equals(subject))
                .count();
        if (similarity == null || own * templates.size() > MOST_COMPARISONS) {
            return null;
        }
        return NearestOther.findAmong(subject, templates, similarity)
                .map(found -> new SubjectPage.Nearest(
                        found.other().subject(),
                        found.other().exemplar(),
                        found.own().exemplar(),
                        found.similarity()))
                .orElse(null);
    }
}
