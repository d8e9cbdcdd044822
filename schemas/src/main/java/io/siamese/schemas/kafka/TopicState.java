package io.siamese.schemas.kafka;

import java.util.Map;
import org.apache.kafka.common.Uuid;

/**
 * A topic as it is on the brokers.
 *
 * @param replicas replicas of the partition that has fewest
 * @param settings every setting that is in force, also those that are defaults
 */
public record TopicState(String name, Uuid id, int partitions, int replicas, Map<String, String> settings) {

    public TopicState {
        settings = Map.copyOf(settings);
    }
}
