package io.siamese.service.logs;

import io.siamese.schemas.kafka.BrokerAnswer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads one partition from a place on. For one thread, which closes it. */
public final class LogCursor implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final Duration stall;

    /**
     * @param consumer of committed records; closed with the cursor
     * @param stall longest time without progress: an open transaction blocks no longer than its timeout
     */
    public LogCursor(Consumer<byte[], byte[]> consumer, TopicPartition partition, Duration stall) {
        this.consumer = consumer;
        this.partition = partition;
        this.stall = stall;
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /** Offset of the next record that is read. */
    public long position() {
        return consumer.position(partition);
    }

    /** As {@link #position}, or empty if it is not known at once, because the partition has no leader now. */
    public OptionalLong positionIfKnown() {
        try {
            return OptionalLong.of(consumer.position(partition, POLL));
        } catch (TimeoutException e) {
            return OptionalLong.empty();
        }
    }

    /** The first offset that is still there. */
    public long beginning() {
        return BrokerAnswer.about(partition, consumer.beginningOffsets(List.of(partition)));
    }

    /** The offset up to which records are committed now, exclusive. */
    public long committedEnd() {
        return BrokerAnswer.about(partition, consumer.endOffsets(List.of(partition)));
    }

    /** The next records, or none if none come within a time. */
    public ConsumerRecords<byte[], byte[]> poll(Duration patience) {
        return consumer.poll(patience);
    }

    /** Ends a poll that waits in another thread, with a WakeupException there. */
    public void wakeup() {
        consumer.wakeup();
    }

    public void seek(long offset) {
        consumer.seek(partition, offset);
    }

    /**
     * Reads on to an offset.
     *
     * @param goesOn takes each record, and says whether to read on. The other records of the same poll are still given to it
     * @throws TimeoutException if that comes no further for too long
     */
    public void readUpTo(long end, Predicate<ConsumerRecord<byte[], byte[]>> goesOn) {
        long position = position();
        long progressAt = System.nanoTime();
        boolean going = true;
        while (going && position < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                going &= goesOn.test(record);
            }
            if (position() > position) {
                position = position();
                progressAt = System.nanoTime();
            } else if (System.nanoTime() - progressAt > stall.toNanos()) {
                throw new TimeoutException(partition + " was read up to offset " + position + " of " + end
                        + ", and for " + stall.toSeconds() + " s no further");
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
