package io.siamese.console.picture;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Keeps the pictures that were shown last, up to a number of bytes and for a while. So a picture that everybody looks at is read and
 * made once, and an erased one is not kept for long. Thread-safe.
 */
final class PictureCache {

    private final long mostBytes;
    private final long keepNanos;
    private final LongSupplier clock;
    private final Map<String, Kept> kept = new LinkedHashMap<>();
    private long bytes;

    private record Kept(RecordThumbnail picture, long since) {}

    /** @param clock nanoseconds */
    PictureCache(long mostBytes, Duration keep, LongSupplier clock) {
        this.mostBytes = mostBytes;
        this.keepNanos = keep.toNanos();
        this.clock = clock;
    }

    synchronized Optional<RecordThumbnail> get(String place) {
        Kept found = kept.get(place);
        if (found != null && clock.getAsLong() - found.since() > keepNanos) {
            remove(place);
            return Optional.empty();
        }
        return Optional.ofNullable(found).map(Kept::picture);
    }

    synchronized void put(String place, RecordThumbnail picture) {
        remove(place);
        kept.put(place, new Kept(picture, clock.getAsLong()));
        bytes += picture.png().length;
        while (bytes > mostBytes && kept.size() > 1) {
            remove(kept.keySet().iterator().next());
        }
    }

    private void remove(String place) {
        Kept removed = kept.remove(place);
        if (removed != null) {
            bytes -= removed.picture().png().length;
        }
    }
}
