package io.siamese.console.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PictureCacheTest {
    private final AtomicLong clock = new AtomicLong();
    private final PictureCache cache = new PictureCache(100, Duration.ofMinutes(10), clock::get);

    @Test
    void forgetsTheOldestWhereItIsFull() {
        // When
        cache.put("a", picture(60));
        cache.put("b", picture(40));
        cache.put("c", picture(1));

        // Then
        assertThat(cache.get("a")).isEmpty();
        assertThat(cache.get("b")).isPresent();
        assertThat(cache.get("c")).isPresent();
    }

    @Test
    void forgetsWhatIsTenMinutesOld() {
        // Given
        cache.put("a", picture(1));

        // Then
        clock.addAndGet(Duration.ofMinutes(10).toNanos());
        assertThat(cache.get("a")).isPresent();
        clock.incrementAndGet();
        assertThat(cache.get("a")).isEmpty();
    }

    private static RecordThumbnail picture(int bytes) {
        return new RecordThumbnail(new byte[bytes], 0);
    }
}
