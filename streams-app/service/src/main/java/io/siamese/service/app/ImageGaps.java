package io.siamese.service.app;

import io.siamese.schemas.kafka.BrokerAnswer;
import io.siamese.schemas.kafka.DeletedUndecided;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports images that the brokers deleted before they were decided, because a consumer passes over them in silence. Each
 * instance reports a gap once. Thread-safe. The admin client belongs to the caller.
 */
final class ImageGaps implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ImageGaps.class);
    private static final long UNKNOWN = -1;

    private final Admin admin;
    private final String group;
    private final String topic;
    private final AppMetrics metrics;
    /** Where reading goes on, by partition; none of those that may have been read elsewhere since. */
    private final Map<TopicPartition, Long> next = new ConcurrentHashMap<>();

    private final Map<TopicPartition, Long> reportedTo = new ConcurrentHashMap<>();
    private final ExecutorService asking = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "siamese-image-gaps");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param group consumer group of verification
     * @param topic of images
     */
    ImageGaps(Admin admin, String group, String topic, AppMetrics metrics) {
        this.admin = admin;
        this.group = group;
        this.topic = topic;
        this.metrics = metrics;
    }

    /** Compares all partitions with what is committed, before verification starts. */
    void checkCommittedOffsets() {
        try {
            DeletedUndecided.find(admin, group, topic).forEach(this::reportOnce);
        } catch (KafkaException e) {
            LOG.atWarn().setCause(e).log("whether images were deleted undecided is not known");
        }
    }

    /** Partitions may go to other instances and come back: what is committed counts again. */
    void reassigned() {
        next.clear();
    }

    /**
     * Takes note of records that were just polled, before they are processed.
     *
     * @param first offset of the first one
     * @param position offset from which the next poll goes on
     */
    void recordPoll(TopicPartition partition, long first, long position) {
        if (!partition.topic().equals(topic)) {
            return;
        }
        Long expected = next.put(partition, position);
        if (expected == null) {
            // At once: nothing that was polled here is committed yet.
            compare(partition, committed(partition), first);
        } else if (first > expected) {
            compareLater(() -> compare(partition, expected, first));
        }
    }

    private void compareLater(Runnable comparison) {
        try {
            asking.execute(comparison);
        } catch (RejectedExecutionException e) {
            LOG.debug("verification ends");
        }
    }

    private long committed(TopicPartition partition) {
        try {
            OffsetAndMetadata committed = BrokerAnswer.await(
                            admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(group))
                    .get(partition);
            return committed == null ? UNKNOWN : committed.offset();
        } catch (KafkaException e) {
            LOG.atWarn().setCause(e).log("the committed offsets are not known");
            return UNKNOWN;
        }
    }

    /** Markers of a publisher's transactions leave gaps as well, but do not move the start of the partition. */
    private void compare(TopicPartition partition, long from, long first) {
        if (from == UNKNOWN || first <= from) {
            return;
        }
        try {
            long start = BrokerAnswer.await(admin.listOffsets(Map.of(partition, OffsetSpec.earliest()))
                            .partitionResult(partition))
                    .offset();
            reportOnce(new DeletedUndecided(partition, from, Math.min(first, start)));
        } catch (KafkaException e) {
            LOG.atWarn().setCause(e).log("whether images were deleted undecided is not known");
        }
    }

    private synchronized void reportOnce(DeletedUndecided gap) {
        long from = Math.max(gap.from(), reportedTo.getOrDefault(gap.partition(), 0L));
        if (gap.to() > from) {
            reportedTo.put(gap.partition(), gap.to());
            metrics.countDeletedUndecided(gap.partition().partition(), gap.to() - from);
            LOG.atError()
                    .addKeyValue("partition", gap.partition())
                    .addKeyValue("images", gap.to() - from)
                    .addKeyValue("from", from)
                    .addKeyValue("to", gap.to() - 1)
                    .log("images were deleted before they were decided");
        }
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}
