package io.siamese.service.batching;

import io.siamese.service.fetching.ImageReference;
import io.siamese.service.fetching.ReferencedImages;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Fetches the images of records that say where their image lies, before Streams sees the records. It estimates the cost of
 * such a record from the image that was fetched.
 */
public final class ImageArrivals implements Arrivals, RecordCost {
    /** Streams goes on polling meanwhile, and commits what it has. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    /** Each poll of a record that waits downloads what lies behind it again. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final ImageCost cost;
    private final ReferencedImages images;
    private final Function<ConsumerRecord<byte[], byte[]>, Optional<ImageReference>> references;
    /** Of the next poll in which nothing can go on. Each stream thread polls by a consumer of its own. */
    private final ThreadLocal<Duration> pause = ThreadLocal.withInitial(() -> FIRST_PAUSE);

    /**
     * @param cost of images in records
     * @param references reads where a record's image lies; empty if it is in the record, or the record cannot be read
     */
    public ImageArrivals(
            ImageCost cost,
            ReferencedImages images,
            Function<ConsumerRecord<byte[], byte[]>, Optional<ImageReference>> references) {
        this.cost = cost;
        this.images = images;
        this.references = references;
    }

    @Override
    public void beginFetching(List<List<ConsumerRecord<byte[], byte[]>>> partitions, boolean isAll) {
        if (!images.isEnabled()) {
            return;
        }
        List<ImageReference> waiting = new ArrayList<>();
        for (List<ConsumerRecord<byte[], byte[]>> records : partitions) {
            images.beginFetching(records.stream()
                    .flatMap(record -> reference(record).stream())
                    .toList());
            reference(records.get(0)).filter(first -> !images.hasArrived(first)).ifPresent(waiting::add);
        }
        if (isAll && waiting.size() == partitions.size()) {
            pauseForImages(waiting);
        } else {
            pause.remove();
        }
    }

    private void pauseForImages(List<ImageReference> waiting) {
        Duration now = pause.get();
        images.awaitAny(waiting, now);
        Duration next = now.multipliedBy(2);
        pause.set(next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE);
    }

    @Override
    public boolean hasArrived(ConsumerRecord<byte[], byte[]> record) {
        return !images.isEnabled()
                || reference(record).filter(image -> !images.hasArrived(image)).isEmpty();
    }

    @Override
    public long estimate(ConsumerRecord<byte[], byte[]> record) {
        return images.isEnabled() && cost.mayLieElsewhere(record)
                ? reference(record)
                        .flatMap(images::peek)
                        .map(image -> cost.estimate(record, image))
                        .orElseGet(() -> cost.estimate(record))
                : cost.estimate(record);
    }

    private Optional<ImageReference> reference(ConsumerRecord<byte[], byte[]> record) {
        return cost.mayLieElsewhere(record) ? references.apply(record) : Optional.empty();
    }
}
