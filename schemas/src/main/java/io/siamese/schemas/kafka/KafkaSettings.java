package io.siamese.schemas.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * Holds the broker's address and the settings that are passed through to Kafka ({@code kafka.*}, without that prefix).
 * The settings of one client may carry its prefix, as in Kafka Streams: {@code producer.}, {@code consumer.},
 * {@code main.consumer.}.
 *
 * @param bootstrapServers {@code host:port,…}
 */
public record KafkaSettings(String bootstrapServers, Map<String, String> passed) {

    public KafkaSettings {
        passed = Map.copyOf(passed);
    }

    /** Names what is passed, and shows no value: there are passwords among them. */
    @Override
    public String toString() {
        return "KafkaSettings[bootstrapServers=" + bootstrapServers + ", passed=" + new TreeSet<>(passed.keySet())
                + "]";
    }

    /** For Kafka Streams: everything, with the prefixes that it resolves itself. */
    public Map<String, Object> streams() {
        Map<String, Object> settings = new HashMap<>(passed);
        settings.put("bootstrap.servers", bootstrapServers);
        return settings;
    }

    /** For a plain producer. */
    public Map<String, Object> producer() {
        return clientSettings("producer.", ProducerConfig.configNames());
    }

    /** For a plain consumer. */
    public Map<String, Object> consumer() {
        Map<String, Object> settings = clientSettings("consumer.", ConsumerConfig.configNames());
        // Kafka Streams has a protocol that plain consumers do not.
        if ("streams".equalsIgnoreCase(String.valueOf(settings.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG)))) {
            settings.remove(ConsumerConfig.GROUP_PROTOCOL_CONFIG);
        }
        return settings;
    }

    /** For an admin client. */
    public Map<String, Object> admin() {
        return clientSettings("admin.", AdminClientConfig.configNames());
    }

    private Map<String, Object> clientSettings(String prefix, Set<String> names) {
        Map<String, Object> settings = new HashMap<>();
        names.stream().filter(passed::containsKey).forEach(name -> settings.put(name, passed.get(name)));
        names.stream()
                .filter(name -> passed.containsKey(prefix + name))
                .forEach(name -> settings.put(name, passed.get(prefix + name)));
        settings.put("bootstrap.servers", bootstrapServers);
        return settings;
    }
}
