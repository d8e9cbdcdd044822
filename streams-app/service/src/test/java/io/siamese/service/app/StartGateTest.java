package io.siamese.service.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.service.gallerylog.EnrolmentLogs;
import io.siamese.service.gallerylog.GalleryLogSnapshot;
import io.siamese.service.gallerylog.GivenGalleryLog;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StartGateTest {
    private static final CompletableFuture<Throwable> RUNS = new CompletableFuture<>();

    private final Logs logs = new Logs();

    @Test
    void opensWithoutReadingAnyExemplarWhereNoTombstoneWasMissed() throws InterruptedException {
        // Given
        logs.active = "this";

        // When
        boolean open = gate(Duration.ofMinutes(1)).awaitOpening(RUNS);

        // Then
        assertThat(open).isTrue();
        assertThat(logs.exemplarsRead).isFalse();
    }

    @Test
    void waitsNoLongerThanTheLimitWhileTheLogDoesNotGrow() {
        assertThatThrownBy(() -> gate(Duration.ZERO).awaitOpening(RUNS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the start waited for encoder this to be named in the gallery log, and for 0 ms"
                        + " (start.stall.ms) the gallery log did not grow");
    }

    @Test
    void waitsNoLongerOnceEnrolmentHasFailed() throws InterruptedException {
        // When
        boolean open = gate(Duration.ofMinutes(1)).awaitOpening(CompletableFuture.completedFuture(new Error("lost")));

        // Then
        assertThat(open).isFalse();
    }

    @Test
    void waitsUntilTemplatesWithoutExemplarAreRemovedWhereATombstoneMayBeMissed() throws InterruptedException {
        // Given
        logs.active = "this";
        logs.mayMissTombstones = true;
        logs.templates.put("default/alice/1", 3L);
        logs.readsUntilRemoval = 3;

        // When
        boolean open = gate(Duration.ofMinutes(1)).awaitOpening(RUNS);

        // Then
        assertThat(open).isTrue();
        assertThat(logs.exemplarsRead).isTrue();
        assertThat(logs.templates).isEmpty();
    }

    @Test
    void waitsForRevocationsThatEnrolmentHasNotReadWithoutReadingTheImages() throws InterruptedException {
        // Given
        logs.active = "this";
        logs.templates.put("default/alice/1", 3L);
        logs.templates.put("default/bob/1", 4L);
        logs.revokedUnread = Set.of("default/alice/1");
        logs.readsUntilRemoval = 3;

        // When
        boolean open = gate(Duration.ofMinutes(1)).awaitOpening(RUNS);

        // Then
        assertThat(open).isTrue();
        assertThat(logs.exemplarsRead).isFalse();
        assertThat(logs.templates).isEmpty();
    }

    private StartGate gate(Duration stall) {
        return new StartGate(logs, "this", Set.of("this"), false, stall);
    }

    /** Logs that say what the test wants. */
    private static final class Logs implements EnrolmentLogs {
        private final Map<String, Long> templates = new HashMap<>();
        private @Nullable String active;
        private boolean mayMissTombstones;
        private Set<String> revokedUnread = Set.of();
        private boolean exemplarsRead;
        private long position;
        private int readsUntilRemoval = Integer.MAX_VALUE;

        @Override
        public Backlog backlog() {
            return new Backlog(7, revokedUnread.isEmpty() ? 6 : 9, mayMissTombstones);
        }

        @Override
        public Set<String> revokedUnread(Set<String> exemplars) {
            return revokedUnread;
        }

        @Override
        public Exemplars exemplars() {
            exemplarsRead = true;
            return new Exemplars(Map.of(), Map.of(), 7, 6, 7);
        }

        @Override
        public GalleryLogSnapshot galleryLog() {
            if (--readsUntilRemoval == 0) {
                templates.clear();
            }
            GalleryLogSnapshot log = GivenGalleryLog.of(templates, active);
            return new GalleryLogSnapshot(
                    active == null ? 0 : ++position,
                    log.galleries(),
                    Set.of(),
                    log.activeEncoder(),
                    Map.of(),
                    Map.of());
        }

        @Override
        public GalleryLogSnapshot galleryLogAsRead() {
            throw new UnsupportedOperationException("a task asks, not the gate");
        }

        @Override
        public void requests(BiConsumer<String, Request> each) {}
    }
}
