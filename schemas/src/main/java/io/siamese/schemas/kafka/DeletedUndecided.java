package io.siamese.schemas.kafka;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * A range of offsets that the brokers deleted before a consumer group came to it.
 *
 * @param from first offset that was not consumed
 * @param to first offset that is still there
 */
public record DeletedUndecided(TopicPartition partition, long from, long to) {

    /** How many offsets are gone. Markers of a publisher's transactions are counted in. */
    public long offsets() {
        return to - from;
    }

    /**
     * Compares the committed offsets of a group with the start of each partition. A partition without a committed offset has no
     * such range, because the group never began with it.
     *
     * @throws KafkaException if the brokers do not answer
     */
    public static List<DeletedUndecided> find(Admin admin, String group, String topic) {
        Map<TopicPartition, Long> committed = committed(admin, group, topic);
        if (committed.isEmpty()) {
            return List.of();
        }
        Map<TopicPartition, OffsetSpec> earliest = committed.keySet().stream()
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.earliest()));
        List<DeletedUndecided> found = new ArrayList<>();
        Map<TopicPartition, ListOffsetsResultInfo> starts =
                BrokerAnswer.await(admin.listOffsets(earliest).all());
        committed.forEach((partition, next) -> {
            long start = BrokerAnswer.about(partition, starts).offset();
            if (start > next) {
                found.add(new DeletedUndecided(partition, next, start));
            }
        });
        found.sort(Comparator.comparingInt(gap -> gap.partition().partition()));
        return found;
    }

    /** What a group has consumed of a topic. */
    static Map<TopicPartition, Long> committed(Admin admin, String group, String topic) {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                BrokerAnswer.await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata(group));
        return offsets.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic) && entry.getValue() != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }
}
