package io.siamese.service.config;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;

/** Says which settings may be passed through to Kafka: any setting of its clients but those that the event contract stands on. */
final class KafkaKeys {

    static final String PREFIX = "kafka.";

    private static final List<String> CLIENTS =
            List.of("main.consumer.", "restore.consumer.", "global.consumer.", "consumer.", "producer.", "admin.");

    private static final String CONTRACT = "the event contract fixes it";
    private static final String RECORDS = "the app reads and writes its records in one way only";

    private final Map<String, ConfigDef.ConfigKey> known = knownSettings();
    private final Map<String, String> refused = refused();
    private final Suggestion suggestion = new Suggestion(allowedNames());

    private static Map<String, ConfigDef.ConfigKey> knownSettings() {
        Map<String, ConfigDef.ConfigKey> keys = new TreeMap<>();
        keys.putAll(AdminClientConfig.configDef().configKeys());
        keys.putAll(ConsumerConfig.configDef().configKeys());
        keys.putAll(ProducerConfig.configDef().configKeys());
        keys.putAll(StreamsConfig.configDef().configKeys());
        return keys;
    }

    private static Map<String, String> refused() {
        Map<String, String> refused = new HashMap<>();
        for (String own : List.of(
                StreamsKeys.BOOTSTRAP_SERVERS,
                StreamsKeys.APPLICATION_ID,
                StreamsKeys.COMMIT_INTERVAL_MS,
                StreamsKeys.NUM_STREAM_THREADS,
                StreamsKeys.STATE_DIR)) {
            refused.put(own, "set " + own + " itself");
        }
        refused.put(
                "transaction.timeout.ms",
                "set " + StreamsKeys.VERIFICATION_TRANSACTION_TIMEOUT_MS + " or "
                        + StreamsKeys.ENROLMENT_TRANSACTION_TIMEOUT_MS);
        refused.put("processing.guarantee", CONTRACT + ": exactly_once_v2");
        refused.put("isolation.level", CONTRACT + ": read_committed");
        refused.put("enable.auto.commit", CONTRACT + ": offsets are part of the transaction");
        refused.put("enable.idempotence", CONTRACT + ": no record twice");
        refused.put("auto.offset.reset", CONTRACT + ": every record gets its decision, from the earliest on");
        refused.put("group.id", "it is the application.id");
        refused.put("transactional.id", "Kafka Streams names its transactions");
        refused.put("default.timestamp.extractor", "the app has its own, which a timestamp of -1 does not stop");
        refused.put("interceptor.classes", "batching is an interceptor of the app's own");
        refused.put("errors.dead.letter.queue.topic.name", "dead letters go to topic.dead-letters with a decision");
        for (String serde : List.of("key.serializer", "value.serializer", "key.deserializer", "value.deserializer")) {
            refused.put(serde, RECORDS);
        }
        refused.put("default.key.serde", RECORDS);
        refused.put("default.value.serde", RECORDS);
        for (String handler : List.of("deserialization", "production", "processing")) {
            refused.put(handler + ".exception.handler", CONTRACT + ": every record gets one decision");
            refused.put("default." + handler + ".exception.handler", CONTRACT + ": every record gets one decision");
        }
        return refused;
    }

    /** The names that may not follow {@code kafka.}, and why. */
    Map<String, String> refusals() {
        return new TreeMap<>(refused);
    }

    /** Every name that may follow {@code kafka.}, with and without the prefix of one client. */
    Set<String> allowedNames() {
        Set<String> names = new TreeSet<>();
        known.keySet().stream().filter(name -> !refused.containsKey(name)).forEach(name -> {
            names.add(name);
            CLIENTS.forEach(client -> names.add(client + name));
        });
        return names;
    }

    /**
     * Checks one setting whose key begins with {@code kafka.}.
     *
     * @return the key without that prefix
     * @throws IllegalArgumentException if Kafka has no such setting, refuses its value, or the contract fixes it
     */
    String checkSetting(Setting setting) {
        String name = setting.key().substring(PREFIX.length());
        String bare = withoutClient(name);
        String why = refused.get(bare);
        if (why != null) {
            throw setting.refused("this setting cannot be changed; " + why + ".");
        }
        ConfigDef.ConfigKey key = known.get(bare);
        if (key == null) {
            throw setting.refused("Kafka's clients have no such setting." + suggestion.sentence(name));
        }
        if (key.type == ConfigDef.Type.PASSWORD && setting.isOnCommandLine()) {
            throw setting.refused(
                    "a secret on the command line can be seen by everybody on this machine; write it into a"
                            + " file (--config FILE) or a variable.");
        }
        parseValue(setting, key);
        return name;
    }

    private static String withoutClient(String name) {
        return CLIENTS.stream()
                .filter(name::startsWith)
                .findFirst()
                .map(client -> name.substring(client.length()))
                .orElse(name);
    }

    /** The typed value of a setting under its definition. */
    static @Nullable Object parseValue(Setting setting, ConfigDef.ConfigKey key) {
        try {
            Object value = ConfigDef.parseType(key.name, setting.value(), key.type);
            if (key.validator != null) {
                key.validator.ensureValid(key.name, value);
            }
            return value;
        } catch (ConfigException e) {
            throw setting.refused(allowed(key));
        }
    }

    private static String allowed(ConfigDef.ConfigKey key) {
        String type = key.type.name().toLowerCase(Locale.ROOT);
        return "allowed is " + type + (key.validator == null ? "" : " " + key.validator) + ".";
    }
}
