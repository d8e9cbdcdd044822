package io.siamese.service.batching;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Cuts a poll so that the work on it fits into a transaction. Kafka Streams looks at the time to commit only after up to a whole
 * poll, so the cost of a poll is what bounds a transaction. The rest is polled again, and so are records that have to wait for their
 * image.
 */
final class PollBudget {
    /**
     * What is left of a poll.
     *
     * @param records all that Streams shall see; of a partition that was cut the next offset is that of the first record cut off
     * @param weighed those of them that are worked on in chunks, a partition after the other
     */
    record Cut(ConsumerRecords<byte[], byte[]> records, List<WeighedRecord> weighed) {}

    private final String topic;
    private final RecordCost cost;
    private final Arrivals arrivals;
    private final long work;

    /**
     * @param arrivals says which records have to wait
     * @param work pixels × passes of a poll at most; its partitions have equal shares, and each has one record at least that need not
     *     wait
     */
    PollBudget(String topic, RecordCost cost, Arrivals arrivals, long work) {
        this.topic = topic;
        this.cost = cost;
        this.arrivals = arrivals;
        this.work = work;
    }

    /** Weighs a poll and leaves it whole, for a consumer that cannot go back to what is cut off. */
    Cut weighAll(ConsumerRecords<byte[], byte[]> records) {
        List<WeighedRecord> weighed = new ArrayList<>(records.count());
        beginFetching(records, partitions(records));
        records.records(topic).forEach(record -> weighed.add(weighRecord(record)));
        return new Cut(records, weighed);
    }

    Cut cutToBudget(ConsumerRecords<byte[], byte[]> records) {
        List<TopicPartition> partitions = partitions(records);
        beginFetching(records, partitions);
        List<WeighedRecord> weighed = new ArrayList<>(records.count());
        Map<TopicPartition, Integer> kept = new HashMap<>();
        for (TopicPartition partition : partitions) {
            int before = weighed.size();
            weighWithin(work / partitions.size(), records.records(partition), weighed);
            kept.put(partition, weighed.size() - before);
        }
        return new Cut(
                weighed.size() == countRecords(records, partitions) ? records : keepOnly(records, kept), weighed);
    }

    private List<TopicPartition> partitions(ConsumerRecords<byte[], byte[]> records) {
        return records.partitions().stream()
                .filter(partition -> partition.topic().equals(topic))
                .toList();
    }

    private void beginFetching(ConsumerRecords<byte[], byte[]> records, List<TopicPartition> partitions) {
        boolean isAll = !partitions.isEmpty()
                && partitions.size() == records.partitions().size();
        arrivals.beginFetching(partitions.stream().map(records::records).toList(), isAll);
    }

    private void weighWithin(long share, List<ConsumerRecord<byte[], byte[]>> records, List<WeighedRecord> weighed) {
        long sum = 0;
        for (int i = 0; i < records.size(); i++) {
            if (!arrivals.hasArrived(records.get(i))) {
                return;
            }
            WeighedRecord next = weighRecord(records.get(i));
            sum += next.work();
            if (i > 0 && sum > share) {
                return;
            }
            weighed.add(next);
        }
    }

    private WeighedRecord weighRecord(ConsumerRecord<byte[], byte[]> record) {
        return new WeighedRecord(record, cost.estimate(record));
    }

    private static int countRecords(ConsumerRecords<byte[], byte[]> records, List<TopicPartition> partitions) {
        return partitions.stream()
                .mapToInt(partition -> records.records(partition).size())
                .sum();
    }

    private static ConsumerRecords<byte[], byte[]> keepOnly(
            ConsumerRecords<byte[], byte[]> all, Map<TopicPartition, Integer> kept) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>(all.nextOffsets());
        for (TopicPartition partition : all.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> polled = all.records(partition);
            int count = kept.getOrDefault(partition, polled.size());
            if (count > 0) {
                records.put(partition, polled.subList(0, count));
            }
            if (count < polled.size()) {
                ConsumerRecord<byte[], byte[]> first = polled.get(count);
                next.put(partition, new OffsetAndMetadata(first.offset(), first.leaderEpoch(), ""));
            }
        }
        return new ConsumerRecords<>(records, next);
    }
}
