package io.siamese.service.app;

import io.siamese.schemas.resource.ResourceStack;
import io.siamese.schemas.serde.EventSchemas;
import io.siamese.schemas.serde.KafkaSchemaTopic;
import io.siamese.schemas.serde.SchemaRegistry;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.service.config.AppConfig;
import io.siamese.service.flow.EventSerdes;

/**
 * Where schemas are published and found: always in their topic, so that single-object values can be read without a
 * server, and in a registry where one is set.
 */
final class SchemaSide implements AutoCloseable {
    private final ResourceStack opened;
    private final EventSerdes serdes;

    /** Publishes the schemas of the app's own values before any of them is written. */
    SchemaSide(AppConfig config) {
        try (ResourceStack stack = new ResourceStack()) {
            KafkaSchemaTopic topic = stack.add(new KafkaSchemaTopic(
                    config.kafka().admin(), config.topics().names().schemas()));
            topic.publish(EventSchemas.all());
            SchemaRegistry registry = config.contract().schemaRegistryUrl() == null
                    ? null
                    : stack.add(SchemaRegistry.connect(
                            config.contract().schemaRegistryUrl(),
                            config.kafka().streams()));
            serdes = new EventSerdes(
                    EventSchemas.before(topic), registry, registry == null ? new SingleObjectWriter() : registry);
            opened = stack.release();
        }
    }

    EventSerdes serdes() {
        return serdes;
    }

    @Override
    public void close() {
        opened.close();
    }
}
