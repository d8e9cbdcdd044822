package io.siamese.service.app;

import io.siamese.schemas.serde.EventSchemas;
import io.siamese.schemas.serde.KafkaSchemaTopic;
import io.siamese.schemas.serde.SchemaRegistry;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.service.config.AppConfig;
import io.siamese.service.flow.EventSerdes;
import org.jspecify.annotations.Nullable;

/**
 * Where schemas are published and found: always in their topic, so that single-object values can be read without a
 * server, and in a registry where one is set.
 */
final class SchemaSide implements AutoCloseable {
    private final KafkaSchemaTopic topic;
    private final @Nullable SchemaRegistry registry;
    private final EventSerdes serdes;

    /** Publishes the schemas of the app's own values before any of them is written. */
    SchemaSide(AppConfig config) {
        try (Opened opened = new Opened()) {
            topic = opened.add(new KafkaSchemaTopic(
                    config.kafka().admin(), config.topics().names().schemas()));
            topic.publish(EventSchemas.all());
            registry = config.contract().schemaRegistryUrl() == null
                    ? null
                    : opened.add(SchemaRegistry.connect(
                            config.contract().schemaRegistryUrl(),
                            config.kafka().streams()));
            serdes = new EventSerdes(
                    EventSchemas.before(topic), registry, registry == null ? new SingleObjectWriter() : registry);
            opened.keep();
        }
    }

    EventSerdes serdes() {
        return serdes;
    }

    @Override
    public void close() {
        if (registry != null) {
            registry.close();
        }
        topic.close();
    }
}
