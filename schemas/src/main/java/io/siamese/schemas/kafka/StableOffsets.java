package io.siamese.schemas.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Tells how far open transactions hold back what is read. A reader of committed records sees nothing behind the first record
 * of a transaction that is open, whoever wrote it. The admin client belongs to the caller.
 */
final class StableOffsets {

    private static final String LONGEST = "transaction.max.timeout.ms";

    private final Admin admin;

    StableOffsets(Admin admin) {
        this.admin = admin;
    }

    /** The log's end less the last stable offset, summed over the partitions of each topic. */
    Map<String, Long> heldBack(Collection<TopicPartition> partitions) {
        // The earlier answer first: what is written in between must not count.
        Map<TopicPartition, Long> ends = offsets(partitions, IsolationLevel.READ_UNCOMMITTED);
        Map<TopicPartition, Long> stable = offsets(partitions, IsolationLevel.READ_COMMITTED);
        Map<String, Long> heldBack = new HashMap<>();
        ends.forEach((partition, end) ->
                heldBack.merge(partition.topic(), Math.max(0, end - stable.getOrDefault(partition, end)), Long::sum));
        return heldBack;
    }

    /** The last stable offset of each partition: readers of committed records come to there. */
    Map<TopicPartition, Long> committedEnds(Collection<TopicPartition> partitions) {
        return offsets(partitions, IsolationLevel.READ_COMMITTED);
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, IsolationLevel level) {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        return BrokerAnswer.await(
                        admin.listOffsets(wanted, new ListOffsetsOptions(level)).all())
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, answer -> answer.getValue().offset()));
    }

    /** Milliseconds that the brokers let a transaction be open at most; empty if they do not tell. */
    OptionalLong longestTransaction() {
        try {
            Node broker = BrokerAnswer.await(admin.describeCluster().nodes())
                    .iterator()
                    .next();
            ConfigResource resource = new ConfigResource(ConfigResource.Type.BROKER, broker.idString());
            Config config = BrokerAnswer.await(
                            admin.describeConfigs(List.of(resource)).all())
                    .values()
                    .iterator()
                    .next();
            ConfigEntry longest = config.get(LONGEST);
            return longest == null || longest.value() == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(Long.parseLong(longest.value()));
        } catch (KafkaException e) {
            // It takes the right to describe the cluster's configuration, which nothing else here needs.
            return OptionalLong.empty();
        }
    }
}
