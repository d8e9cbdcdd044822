package io.siamese.service.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.vector.PanelKernels;
import io.siamese.encoder.vector.Similarity;
import io.siamese.events.ExemplarKind;
import io.siamese.service.matching.Candidate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What one set of galleries does after it took over the templates of another. */
class CopiedTemplatesTest {
    private static final int MANY = 2_000;

    private final Galleries original = empty();
    private final Galleries copy = empty();

    @Test
    void holdTheSameTemplatesAndTheActiveEncoder() {
        // Given
        original.apply(0, change -> change.activate("encoder"));
        enrol(original, "original", 0, 100);

        // When
        copy.apply(7, change -> change.copyTemplates(original.snapshot()));

        // Then
        assertThat(copy.templates()).isEqualTo(100);
        assertThat(copy.activeEncoder()).contains("encoder");
        assertThat(copy.epoch()).isEqualTo(7);
        assertThat(nearest(copy, 42)).isEqualTo("original-42");
    }

    @Test
    void shareFullPanelsOnlyBecauseTwoThreadsMayAppendToTheLast() {
        // Given: one panel is full, and one is not
        enrol(original, "original", 0, 100);

        // When
        copy.apply(0, change -> change.copyTemplates(original.snapshot()));

        // Then
        assertThat(panel(copy, 0)).isSameAs(panel(original, 0));
        assertThat(panel(copy, 1).numbers()).isNotSameAs(panel(original, 1).numbers());
        assertThat(panel(copy, 1).rows()).isNotSameAs(panel(original, 1).rows());
    }

    private static Panel panel(Galleries galleries, int index) {
        return galleries.snapshot().gallery("default").panels().panel(index);
    }

    @Test
    void tellNothingOfWhatEitherSideDoesLater() {
        // Given
        enrol(original, "original", 0, 100);
        copy.apply(0, change -> change.copyTemplates(original.snapshot()));

        // When
        CompletableFuture<Void> there = CompletableFuture.runAsync(() -> enrol(original, "original", 100, MANY));
        enrol(copy, "copy", 100, MANY);
        there.join();

        // Then
        for (int i = 0; i < MANY; i++) {
            assertThat(nearest(original, i)).isEqualTo("original-" + i);
            assertThat(nearest(copy, i)).isEqualTo((i < 100 ? "original-" : "copy-") + i);
        }
    }

    @Test
    void aRemovalOnOneSideStaysThere() {
        // Given
        enrol(original, "original", 0, 100);
        copy.apply(0, change -> change.copyTemplates(original.snapshot()));

        // When
        copy.apply(1, change -> change.remove("default", "original-42", "1"));

        // Then
        assertThat(original.snapshot().holdsTemplate("default", "original-42", "1"))
                .isTrue();
        assertThat(copy.snapshot().holdsTemplate("default", "original-42", "1")).isFalse();
        assertThat(nearest(original, 42)).isEqualTo("original-42");
    }

    private static Galleries empty() {
        return new Galleries(2, PanelKernels.choose(Similarity.cosine()));
    }

    private static void enrol(Galleries galleries, String prefix, int from, int to) {
        for (int i = from; i < to; i++) {
            GalleryTemplate template = new GalleryTemplate(
                    "default", prefix + "-" + i, "1", ExemplarKind.POSITIVE, direction(i), Long.MAX_VALUE);
            galleries.apply(i, change -> change.put(template));
        }
    }

    private static String nearest(Galleries galleries, int i) {
        List<Candidate> best = galleries
                .search(new GalleryQuery("default", null, direction(i), 0), 1)
                .candidates()
                .best();
        return best.get(0).subject();
    }

    /** A direction of its own for each number, in a half circle. */
    private static float[] direction(int i) {
        double angle = Math.PI * i / MANY;
        return new float[] {(float) Math.cos(angle), (float) Math.sin(angle)};
    }
}
