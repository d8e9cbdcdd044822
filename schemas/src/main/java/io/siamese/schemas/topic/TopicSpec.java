package io.siamese.schemas.topic;

import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * One topic as the contract wants it.
 *
 * @param name the topic's name
 * @param partitions number of partitions, fixed for life
 * @param replicationFactor copies of each partition
 * @param settings the topic's own settings in Kafka's words; what is not named here is the broker's default
 */
public record TopicSpec(String name, int partitions, short replicationFactor, Map<String, String> settings) {

    public TopicSpec {
        settings = Map.copyOf(settings);
    }

    /** The request that creates this topic. */
    public NewTopic newTopic() {
        return new NewTopic(name, partitions, replicationFactor).configs(settings);
    }
}
