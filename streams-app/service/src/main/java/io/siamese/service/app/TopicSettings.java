package io.siamese.service.app;

import io.siamese.schemas.kafka.BrokerAnswer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows the settings of some topics as they were a minute ago at most. Thread-safe. The admin client belongs to the caller. */
final class TopicSettings {
    private static final Logger LOG = LoggerFactory.getLogger(TopicSettings.class);
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final Duration RETRY = Duration.ofSeconds(5);
    /** Short, because a transaction of enrolment may be open. */
    private static final int ANSWER_MS = 2_000;

    private final Admin admin;
    private final List<ConfigResource> resources;
    private @Nullable Map<String, Map<String, String>> known;
    private long askAt = System.nanoTime();

    TopicSettings(Admin admin, Collection<String> topics) {
        this.admin = admin;
        resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
    }

    /** The settings in force, defaults included, by topic; empty if they were never known and the brokers do not answer. */
    synchronized Optional<Map<String, Map<String, String>>> get() {
        if (System.nanoTime() - askAt >= 0) {
            Duration pause = FRESH;
            try {
                known = fetchSettings();
            } catch (KafkaException e) {
                LOG.atWarn().setCause(e).log("the settings of the topics are not known now");
                pause = RETRY;
            }
            askAt = System.nanoTime() + pause.toNanos();
        }
        return Optional.ofNullable(known);
    }

    private Map<String, Map<String, String>> fetchSettings() {
        Map<String, Map<String, String>> settings = new HashMap<>();
        BrokerAnswer.await(admin.describeConfigs(resources, new DescribeConfigsOptions().timeoutMs(ANSWER_MS))
                        .all())
                .forEach((topic, config) -> {
                    Map<String, String> values = new HashMap<>();
                    config.entries().stream()
                            .filter(entry -> entry.value() != null)
                            .forEach(entry -> values.put(entry.name(), entry.value()));
                    settings.put(topic.name(), values);
                });
        return settings;
    }
}
