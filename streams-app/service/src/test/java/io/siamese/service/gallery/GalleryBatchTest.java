package io.siamese.service.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.vector.PanelKernels;
import io.siamese.encoder.vector.Similarity;
import io.siamese.events.ExemplarKind;
import io.siamese.service.matching.Candidate;
import io.siamese.service.matching.Candidates;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Chunks of probes against a plain model of the galleries, with every rule of a search at work. */
class GalleryBatchTest {
    private static final int K = 4;

    static Stream<Arguments> sizes() {
        return Stream.of(1, 63, 64, 65, 700)
                .flatMap(size -> Stream.of(1, 7, 130)
                        .flatMap(d -> Stream.of(
                                Arguments.of("cosine", size, d, Similarity.cosine()),
                                Arguments.of("weighted-l1", size, d, Similarity.weightedL1(weights(d), 2)))));
    }

    @ParameterizedTest(name = "{0}, {1} templates of {2} dimensions")
    @MethodSource("sizes")
    void findsForEachOfAChunkWhatBruteForceFinds(String name, int size, int dimension, Similarity similarity) {
        // Given
        SplittableRandom random = new SplittableRandom(size + dimension);
        Galleries galleries = new Galleries(dimension, PanelKernels.choose(similarity));
        Map<String, GalleryTemplate> model = enrolled(galleries, random, size, dimension);
        List<GalleryQuery> chunk = new ArrayList<>();
        for (int i = 0; i < 131; i++) {
            chunk.add(query(random, dimension));
        }

        // When
        List<Galleries.Found> found = galleries.search(chunk, K);

        // Then
        for (int i = 0; i < chunk.size(); i++) {
            assertThat(found.get(i).epoch()).isEqualTo(galleries.epoch());
            check(found.get(i).candidates(), expected(model, chunk.get(i), similarity));
            assertThat(galleries.search(chunk.get(i), K)).isEqualTo(found.get(i));
        }
    }

    @Test
    void ranksEqualSubjectsByName() {
        // Given
        Galleries galleries = new Galleries(1, PanelKernels.choose(Similarity.cosine()));
        for (int i = 200; i >= 100; i--) {
            GalleryTemplate template = template("g0", "s" + i, "1", new float[] {1}, Long.MAX_VALUE);
            galleries.apply(i, g -> g.put(template));
        }

        // When
        List<Candidate> best = galleries
                .search(new GalleryQuery("g0", null, new float[] {1}, 0), 3)
                .candidates()
                .best();

        // Then
        assertThat(best).extracting(Candidate::subject).containsExactly("s100", "s101", "s102");
    }

    @Test
    void namesEverybodyWhereMoreCandidatesAreAskedForThanThereAreSubjects() {
        // Given
        Galleries galleries = new Galleries(1, PanelKernels.choose(Similarity.cosine()));
        for (int i = 0; i < 3; i++) {
            GalleryTemplate template = template("g0", "s" + i, "1", new float[] {1}, Long.MAX_VALUE);
            galleries.apply(i, g -> g.put(template));
        }

        // When
        List<Candidate> best = galleries
                .search(new GalleryQuery("g0", null, new float[] {1}, 0), Integer.MAX_VALUE)
                .candidates()
                .best();

        // Then
        assertThat(best).extracting(Candidate::subject).containsExactly("s0", "s1", "s2");
    }

    @Test
    void refusesAProbeOfAnotherDimension() {
        // Given
        Galleries galleries = new Galleries(2, PanelKernels.choose(Similarity.cosine()));
        galleries.apply(0, g -> g.put(template("g0", "s", "1", new float[2], Long.MAX_VALUE)));

        // Then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> galleries.search(new GalleryQuery("g0", null, new float[3], 0), 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> galleries.search(new GalleryQuery("g0", "s", new float[3], 0), 1));
    }

    private static void check(Candidates actual, Candidates expected) {
        assertThat(actual.kind()).isEqualTo(expected.kind());
        assertThat(actual.subjects()).isEqualTo(expected.subjects());
        assertThat(actual.best())
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("similarity", "score", "negative")
                .isEqualTo(expected.best());
        for (int i = 0; i < actual.best().size(); i++) {
            Candidate candidate = actual.best().get(i);
            assertThat(candidate.similarity()).isCloseTo(expected.best().get(i).similarity(), within(1e-4f));
            assertThat(candidate.score()).isEqualTo(candidate.similarity());
        }
    }

    private static boolean isCompared(GalleryTemplate template, GalleryQuery query) {
        return template.kind() == ExemplarKind.POSITIVE && query.at() < template.validUntil();
    }

    private static Candidates expected(Map<String, GalleryTemplate> model, GalleryQuery query, Similarity similarity) {
        List<GalleryTemplate> gallery = model.values().stream()
                .filter(t -> t.gallery().equals(query.gallery()))
                .toList();
        Map<String, Integer> exemplars = new TreeMap<>();
        gallery.forEach(t -> exemplars.merge(t.subject(), isCompared(t, query) ? 1 : 0, Integer::sum));
        Map<String, Candidate> bestOfSubject = new TreeMap<>();
        for (GalleryTemplate t : gallery) {
            boolean asked =
                    query.claimedSubject() == null || query.claimedSubject().equals(t.subject());
            if (asked && isCompared(t, query)) {
                float value = similarity.of(query.probe(), t.embedding());
                Candidate candidate =
                        new Candidate(t.subject(), t.exemplar(), value, value, exemplars.get(t.subject()));
                bestOfSubject.merge(t.subject(), candidate, (a, b) -> a.similarity() >= b.similarity() ? a : b);
            }
        }
        List<Candidate> best = bestOfSubject.values().stream()
                .sorted(Comparator.comparing(Candidate::similarity).reversed().thenComparing(Candidate::subject))
                .limit(K)
                .toList();
        Candidates.Kind none = gallery.isEmpty() || query.claimedSubject() == null
                ? Candidates.Kind.UNKNOWN_GALLERY
                : Candidates.Kind.UNKNOWN_SUBJECT;
        Candidates.Kind some =
                query.claimedSubject() == null ? Candidates.Kind.IDENTIFICATION : Candidates.Kind.VERIFICATION;
        int subjects = (int) exemplars.values().stream().filter(n -> n > 0).count();
        return new Candidates(best.isEmpty() ? none : some, best, subjects);
    }

    private static Map<String, GalleryTemplate> enrolled(
            Galleries galleries, SplittableRandom random, int size, int dimension) {
        Map<String, GalleryTemplate> model = new TreeMap<>();
        long offset = 0;
        while (model.size() < size) {
            GalleryTemplate template = new GalleryTemplate(
                    "g" + random.nextInt(3) / 2,
                    "s" + random.nextInt(Math.max(2, size / 2)),
                    "e" + random.nextInt(5),
                    random.nextInt(10) == 0 ? ExemplarKind.NEGATIVE : ExemplarKind.POSITIVE,
                    numbers(random, dimension),
                    random.nextInt(10) == 0 ? 50 : Long.MAX_VALUE);
            String key = template.gallery() + "/" + template.subject() + "/" + template.exemplar();
            if (random.nextInt(4) == 0) {
                galleries.apply(offset++, g -> g.remove(template.gallery(), template.subject(), template.exemplar()));
                model.remove(key);
            } else {
                galleries.apply(offset++, g -> g.put(template));
                model.put(key, template);
            }
        }
        return model;
    }

    private static GalleryQuery query(SplittableRandom random, int dimension) {
        @Nullable String claim = random.nextInt(3) == 0 ? "s" + random.nextInt(10) : null;
        return new GalleryQuery("g" + random.nextInt(3), claim, numbers(random, dimension), random.nextInt(100));
    }

    private static GalleryTemplate template(
            String gallery, String subject, String exemplar, float[] numbers, long end) {
        return new GalleryTemplate(gallery, subject, exemplar, ExemplarKind.POSITIVE, numbers, end);
    }

    private static float[] weights(int dimension) {
        return numbers(new SplittableRandom(9), dimension);
    }

    private static float[] numbers(SplittableRandom random, int dimension) {
        float[] numbers = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            numbers[i] = (float) random.nextDouble(-1, 1);
        }
        return numbers;
    }
}
