package io.siamese.service.fetching;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One image of a folder: there, or not mounted, so that each attempt fails. */
@Timeout(30)
class PendingImageTest {

    @Test
    void triesNoLongerOnceNobodyWantsIt(@TempDir Path folder) throws Exception {
        // Given
        AllowedPrefixes allowed = AllowedPrefixes.parse(List.of("file:" + folder + "/missing/"));
        FetchSettings settings = new FetchSettings(allowed, 1000, 1, Duration.ofSeconds(5), Duration.ofHours(1));
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
        ImageSources sources = new ImageSources(settings);
        ImageReference reference = new ImageReference("images", 0, 1, "file:" + folder + "/missing/a.png", null);
        PendingImage image = new PendingImage(
                reference,
                allowed.locate(reference.uri()).orElseThrow(),
                sources,
                new StoreHealth(),
                clock,
                settings.giveUp());
        image.attempt();
        while (clock.getCompletedTaskCount() < 2) {
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }

        // When
        boolean wantedStill = !image.abandonIfForgotten(Duration.ofMinutes(1), Duration.ZERO);
        boolean abandoned = image.abandonIfForgotten(Duration.ZERO, Duration.ofMinutes(1));

        // Then
        assertThat(wantedStill).isTrue();
        assertThat(abandoned).isTrue();
        assertThat(image.outcome()).isCancelled();
        clock.shutdown();
        assertThat(clock.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        sources.close();
    }

    @Test
    void isHeldForAnotherTimeOnceItIsHere(@TempDir Path folder) throws Exception {
        // Given
        Files.write(folder.resolve("a.png"), new byte[] {1});
        AllowedPrefixes allowed = AllowedPrefixes.parse(List.of(folder.toUri().toString()));
        FetchSettings settings = new FetchSettings(allowed, 1000, 1, Duration.ofSeconds(20), Duration.ofHours(1));
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
        ImageReference reference = new ImageReference("images", 0, 1, folder.toUri() + "a.png", null);
        try (ImageSources sources = new ImageSources(settings)) {
            PendingImage image = new PendingImage(
                    reference,
                    allowed.locate(reference.uri()).orElseThrow(),
                    sources,
                    new StoreHealth(),
                    clock,
                    settings.giveUp());

            // When
            image.attempt();
            image.outcome().get(20, TimeUnit.SECONDS);

            // Then
            assertThat(image.abandonIfForgotten(Duration.ZERO, Duration.ofMinutes(1)))
                    .isFalse();
            assertThat(image.abandonIfForgotten(Duration.ofMinutes(1), Duration.ZERO))
                    .isTrue();
        }
        clock.shutdownNow();
    }
}
