package io.siamese.schemas.kafka;

import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Counts what is published and not consumed by a group. */
final class Undecided {

    private Undecided() {}

    /** The sum over partitions of one topic. A partition that the group never came to counts from its start. */
    static long count(Admin admin, String group, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return 0;
        }
        String topic = partitions.iterator().next().topic();
        // The earlier answer first: what is published in between must not count as consumed.
        Map<TopicPartition, Long> ends = new StableOffsets(admin).committedEnds(partitions);
        Map<TopicPartition, Long> consumed = DeletedUndecided.committed(admin, group, topic);
        Map<TopicPartition, Long> starts = BrokerAnswer.await(admin.listOffsets(partitions.stream()
                                .collect(Collectors.toMap(each -> each, each -> OffsetSpec.earliest())))
                        .all())
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, answer -> answer.getValue().offset()));
        return partitions.stream()
                .mapToLong(each -> {
                    long start = Objects.requireNonNull(starts.get(each), "a start");
                    long next = Math.max(start, consumed.getOrDefault(each, start));
                    return Math.max(0, Objects.requireNonNull(ends.get(each), "an end") - next);
                })
                .sum();
    }
}
