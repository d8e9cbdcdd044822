package io.siamese.service.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.tuple;

import io.siamese.encoder.vector.PanelKernels;
import io.siamese.encoder.vector.Similarity;
import io.siamese.events.ExemplarKind;
import io.siamese.service.matching.Candidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class GalleryConcurrencyTest {
    private static final int DIMENSION = 32;
    private static final int SUBJECTS = 300;

    private final Galleries galleries = new Galleries(DIMENSION, PanelKernels.choose(Similarity.cosine()));

    /**
     * A template is one whole number in every place, so that its similarity to a probe of 1/d is that number, and a torn
     * row gives another one. A record writes a subject and its twin: they agree at every epoch that a search can see.
     */
    @Test
    void readsOnlyRowsThatWereWrittenWhileTheLogIsApplied() {
        // Given
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Integer>> readers = new ArrayList<>();
        for (int r = 0; r < 2; r++) {
            readers.add(CompletableFuture.supplyAsync(() -> searchUntil(done)));
        }

        // When
        SplittableRandom random = new SplittableRandom(1);
        for (int offset = 0; offset < 60_000; offset++) {
            change(random, offset);
        }
        done.set(true);

        // Then
        assertThat(readers).allSatisfy(reader -> assertThat(reader.join()).isPositive());
    }

    private void change(SplittableRandom random, int offset) {
        String subject = "s" + random.nextInt(SUBJECTS);
        if (random.nextInt(4) == 0) {
            galleries.apply(offset, g -> g.remove("g", subject, "1"));
        } else {
            float value = 1 + random.nextInt(1_000);
            galleries.apply(offset, g -> {
                g.put(template(subject, "1", value));
                g.put(template("twin-" + subject, "1", value));
            });
        }
    }

    private int searchUntil(AtomicBoolean done) {
        float[] probe = new float[DIMENSION];
        Arrays.fill(probe, 1f / DIMENSION);
        int searches = 0;
        long epoch = -1;
        do {
            List<GalleryQuery> chunk = new ArrayList<>();
            for (int s = 0; s < SUBJECTS; s++) {
                chunk.add(new GalleryQuery("g", "s" + s, probe, 0));
            }
            chunk.add(new GalleryQuery("g", null, probe, 0));
            List<Galleries.Found> found = galleries.search(chunk, 2 * SUBJECTS);
            checkWhole(found);
            assertThat(found.get(0).epoch()).isGreaterThanOrEqualTo(epoch);
            epoch = found.get(0).epoch();
            searches++;
        } while (!done.get());
        return searches;
    }

    private static void checkWhole(List<Galleries.Found> found) {
        List<Candidate> all = found.get(SUBJECTS).candidates().best();
        int subjects = found.get(SUBJECTS).candidates().subjects();
        assertThat(all).hasSize(subjects);
        for (Candidate candidate : all) {
            assertThat(candidate.similarity()).isEqualTo(Math.round(candidate.similarity()));
        }
        for (int s = 0; s < SUBJECTS; s++) {
            assertThat(found.get(s).epoch()).isEqualTo(found.get(SUBJECTS).epoch());
            String subject = "s" + s;
            List<Float> claimed = similarities(found.get(s).candidates().best(), subject);
            List<Float> identified = similarities(all, subject);
            assertThat(claimed).isEqualTo(identified);
            if (!claimed.isEmpty()) {
                assertThat(similarities(all, "twin-" + subject)).isEqualTo(claimed);
            }
        }
    }

    private static List<Float> similarities(List<Candidate> candidates, String subject) {
        return candidates.stream()
                .filter(candidate -> candidate.subject().equals(subject))
                .map(Candidate::similarity)
                .toList();
    }

    @Test
    void keepsNothingOfAChangeThatFails() {
        // Given
        galleries.apply(0, g -> g.put(template("alice", "1", 1)));

        // When
        assertThatIllegalStateException()
                .isThrownBy(() -> galleries.apply(1, g -> {
                    g.put(template("bob", "1", 2));
                    throw new IllegalStateException("on purpose");
                }));
        galleries.apply(2, g -> g.put(template("carol", "1", 3)));

        // Then
        float[] probe = new float[DIMENSION];
        Arrays.fill(probe, 1f / DIMENSION);
        assertThat(galleries
                        .search(new GalleryQuery("g", null, probe, 0), 5)
                        .candidates()
                        .best())
                .extracting(Candidate::subject, Candidate::similarity)
                .containsExactly(tuple("carol", 3f), tuple("alice", 1f));
        assertThat(galleries.templates()).isEqualTo(2);
    }

    @Test
    void isChangedByTheLogOnly() {
        assertThatIllegalStateException().isThrownBy(() -> galleries.put(template("alice", "1", 1)));
    }

    private static GalleryTemplate template(String subject, String exemplar, float value) {
        float[] numbers = new float[DIMENSION];
        Arrays.fill(numbers, value);
        return new GalleryTemplate("g", subject, exemplar, ExemplarKind.POSITIVE, numbers, Long.MAX_VALUE);
    }
}
