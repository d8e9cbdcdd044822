package io.siamese.service.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.vector.PanelKernels;
import io.siamese.encoder.vector.Similarity;
import io.siamese.events.ExemplarKind;
import io.siamese.service.matching.Candidate;
import io.siamese.service.matching.Candidates;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GalleriesTest {
    private static final int DIMENSION = 7;

    private final Galleries galleries = new Galleries(DIMENSION, PanelKernels.choose(Similarity.cosine()));
    private long offset;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void findsWhatBruteForceFindsUnderRandomChanges(long seed) {
        // Given
        RandomGenerator random = new SplittableRandom(seed);
        Map<String, float[]> model = new TreeMap<>();

        for (int step = 0; step < 2_000; step++) {
            // When
            String subject = "s" + random.nextInt(60);
            String exemplar = "e" + random.nextInt(4);
            if (random.nextInt(3) == 0) {
                remove(subject, exemplar);
                model.remove(subject + "/" + exemplar);
            } else {
                float[] embedding = unit(random);
                put(subject, exemplar, embedding);
                model.put(subject + "/" + exemplar, embedding);
            }

            // Then
            if (step % 50 == 0) {
                float[] probe = unit(random);
                assertThat(found(null, probe, 3).candidates().best())
                        .extracting(Candidate::subject)
                        .isEqualTo(bruteForce(model, probe, 3));
            }
        }
        assertThat(galleries.templates()).isEqualTo(model.size());
    }

    @Test
    void comparesWithTheClaimedSubjectOnly() {
        // Given
        put("alice", "1", 1, 0, 0, 0, 0, 0, 0);
        put("bob", "1", 0, 1, 0, 0, 0, 0, 0);

        // When
        Galleries.Found found = found("bob", unit(1, 0, 0, 0, 0, 0, 0), 5);

        // Then
        assertThat(found.candidates().kind()).isEqualTo(Candidates.Kind.VERIFICATION);
        assertThat(found.candidates().best()).singleElement().satisfies(best -> {
            assertThat(best.subject()).isEqualTo("bob");
            assertThat(best.similarity()).isEqualTo(0f, within(1e-6f));
        });
    }

    @Test
    void ranksASubjectOnceByItsBestExemplar() {
        // Given
        put("alice", "far", 0, 1, 0, 0, 0, 0, 0);
        put("alice", "near", 1, 0, 0, 0, 0, 0, 0);
        put("bob", "1", 0.6f, 0.8f, 0, 0, 0, 0, 0);

        // When
        Galleries.Found found = found(null, unit(1, 0, 0, 0, 0, 0, 0), 5);

        // Then
        assertThat(found.candidates().best()).extracting(Candidate::exemplar).containsExactly("near", "1");
        assertThat(found.candidates().best()).extracting(Candidate::exemplars).containsExactly(2, 1);
        assertThat(found.candidates().subjects()).isEqualTo(2);
    }

    @Test
    void comparesAnExemplarUntilItIsNoLongerValid() {
        // Given
        GalleryTemplate template =
                new GalleryTemplate("default", "alice", "1", ExemplarKind.POSITIVE, unit(1, 0, 0, 0, 0, 0, 0), 100);
        galleries.apply(offset++, g -> g.put(template));

        // Then
        assertThat(kindAt(99)).isEqualTo(Candidates.Kind.VERIFICATION);
        assertThat(kindAt(100)).isEqualTo(Candidates.Kind.UNKNOWN_SUBJECT);
    }

    @Test
    void countsOnlyTheExemplarsThatItCompares() {
        // Given
        put("alice", "1", 1, 0, 0, 0, 0, 0, 0);
        GalleryTemplate expired =
                new GalleryTemplate("default", "alice", "2", ExemplarKind.POSITIVE, unit(1, 0, 0, 0, 0, 0, 0), 0);
        galleries.apply(offset++, g -> g.put(expired));

        // Then
        assertThat(found("alice", unit(1, 0, 0, 0, 0, 0, 0), 1).candidates().best())
                .extracting(Candidate::exemplars)
                .containsExactly(1);
        assertThat(found(null, unit(1, 0, 0, 0, 0, 0, 0), 1).candidates().best())
                .extracting(Candidate::exemplars)
                .containsExactly(1);
    }

    @Test
    void neverMatchesANegativeExemplar() {
        // Given
        galleries.apply(
                offset++,
                g -> g.put(new GalleryTemplate(
                        "default", "alice", "1", ExemplarKind.NEGATIVE, unit(1, 0, 0, 0, 0, 0, 0), Long.MAX_VALUE)));

        // Then
        assertThat(kindAt(0)).isEqualTo(Candidates.Kind.UNKNOWN_SUBJECT);
    }

    @Test
    void forgetsAGalleryWithItsLastTemplate() {
        // Given
        put("alice", "1", 1, 0, 0, 0, 0, 0, 0);

        // When
        remove("alice", "1");

        // Then
        assertThat(kindAt(0)).isEqualTo(Candidates.Kind.UNKNOWN_GALLERY);
    }

    @Test
    void wakesWhoWaitsForAnEpoch() throws InterruptedException {
        // Given
        CompletableFuture<Void> change = CompletableFuture.runAsync(() -> galleries.apply(7, g -> {}));

        // When
        boolean reached = galleries.awaitEpoch(7, Duration.ofSeconds(10));

        // Then
        assertThat(reached).isTrue();
        change.join();
    }

    @Test
    void givesUpWaitingAfterTheTimeGiven() throws InterruptedException {
        assertThat(galleries.awaitEpoch(0, Duration.ofMillis(5))).isFalse();
    }

    private Candidates.Kind kindAt(long at) {
        return galleries
                .search(new GalleryQuery("default", "alice", unit(1, 0, 0, 0, 0, 0, 0), at), 1)
                .candidates()
                .kind();
    }

    private Galleries.Found found(String claim, float[] probe, int k) {
        return galleries.search(new GalleryQuery("default", claim, probe, 0), k);
    }

    private void put(String subject, String exemplar, float... embedding) {
        galleries.apply(
                offset++,
                g -> g.put(new GalleryTemplate(
                        "default", subject, exemplar, ExemplarKind.POSITIVE, embedding, Long.MAX_VALUE)));
    }

    private void remove(String subject, String exemplar) {
        galleries.apply(offset++, g -> g.remove("default", subject, exemplar));
    }

    private static List<String> bruteForce(Map<String, float[]> model, float[] probe, int k) {
        Map<String, Double> best = new TreeMap<>();
        model.forEach(
                (key, embedding) -> best.merge(key.substring(0, key.indexOf('/')), dot(probe, embedding), Math::max));
        return best.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(k)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static double dot(float[] a, float[] b) {
        return IntStream.range(0, a.length)
                .mapToDouble(i -> (double) a[i] * b[i])
                .sum();
    }

    private static float[] unit(RandomGenerator random) {
        float[] numbers = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return unit(numbers);
    }

    private static float[] unit(float... numbers) {
        double length = Math.sqrt(dot(numbers, numbers));
        float[] unit = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            unit[i] = (float) (numbers[i] / length);
        }
        return unit;
    }
}
