package io.siamese.console.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.events.ExemplarKind;
import io.siamese.schemas.key.ExemplarKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GalleryContentsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final List<EnrolledTemplate> templates = new ArrayList<>();

    @Test
    void countsTheExemplarsThatMostSubjectsHave() {
        // Given
        enrol("office", "alice", 1);
        enrol("office", "bob", 3);
        enrol("office", "carla", 3);
        enrol("elsewhere", "dora", 5);

        // When, Then
        assertThat(usualExemplars("office")).isEqualTo(3);
        assertThat(usualExemplars("elsewhere")).isEqualTo(5);
    }

    @Test
    void takesTheSmallerOfTwoNumbersThatAreAsFrequent() {
        // Given
        enrol("office", "alice", 5);
        enrol("office", "bob", 3);

        // When, Then
        assertThat(usualExemplars("office")).isEqualTo(3);
    }

    @Test
    void countsOnlyWhatASearchFinds() {
        // Given
        enrol("office", "alice", 1);
        add("office", "alice", "forged", ExemplarKind.NEGATIVE, null);
        add("office", "alice", "old", ExemplarKind.POSITIVE, NOW);
        add("office", "alice", "still", ExemplarKind.POSITIVE, NOW.plusMillis(1));

        // When, Then
        assertThat(usualExemplars("office")).isEqualTo(2);
        assertThat(usualExemplars("empty")).isZero();
    }

    private int usualExemplars(String gallery) {
        return new GalleryContents("encoder", "cosine", templates, Map.of(), Map.of(), true)
                .usualExemplars(gallery, NOW);
    }

    private void enrol(String gallery, String subject, int exemplars) {
        for (int i = 0; i < exemplars; i++) {
            add(gallery, subject, "exemplar-" + i, ExemplarKind.POSITIVE, null);
        }
    }

    private void add(String gallery, String subject, String exemplar, ExemplarKind kind, @Nullable Instant validUntil) {
        templates.add(new EnrolledTemplate(
                "encoder",
                new ExemplarKey(gallery, subject, exemplar),
                kind,
                new float[] {1},
                validUntil,
                NOW,
                List.of()));
    }
}
