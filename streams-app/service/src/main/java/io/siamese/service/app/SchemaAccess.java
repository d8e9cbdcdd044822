package io.siamese.service.app;

import io.siamese.schemas.resource.ResourceStack;
import io.siamese.schemas.serde.EventSchemas;
import io.siamese.schemas.serde.KafkaSchemaTopic;
import io.siamese.schemas.serde.SchemaLookupException;
import io.siamese.schemas.serde.SchemaRegistry;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.service.config.AppConfig;
import io.siamese.service.flow.EventSerdes;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes schemas and finds them: always in their topic, so that single-object values can be read without a
 * server, and in a registry where one is set.
 */
final class SchemaAccess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaAccess.class);
    /** Longer than a failed lookup is remembered. */
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final ResourceStack opened;
    private final EventSerdes serdes;

    /** Publishes the schemas of the app's own values before any of them is written. */
    SchemaAccess(AppConfig config) {
        try (ResourceStack stack = new ResourceStack()) {
            KafkaSchemaTopic topic = stack.add(new KafkaSchemaTopic(
                    config.kafka().admin(), config.topics().names().schemas()));
            new SchemaPublication(config.streams().startStall(), RETRY)
                    .publishWithRetries(() -> topic.publish(EventSchemas.all()));
            SchemaRegistry registry = config.contract().schemaRegistryUrl() == null
                    ? null
                    : stack.add(connect(config.contract().schemaRegistryUrl()));
            serdes = new EventSerdes(
                    EventSchemas.before(topic),
                    registry,
                    registry == null ? new SingleObjectWriter() : registry,
                    config.contract().sealing());
            opened = stack.release();
        }
    }

    /** Says at the start what is wrong with a registry. A record may be the first to need it an hour later. */
    private static SchemaRegistry connect(String url) {
        SchemaRegistry registry = SchemaRegistry.connect(url);
        try {
            LOG.atInfo().addKeyValue("address", registry.address()).log("the schema registry answers");
        } catch (SchemaLookupException e) {
            LOG.atWarn().addKeyValue("why", e.getMessage()).log("the schema registry cannot be used now");
        }
        return registry;
    }

    EventSerdes serdes() {
        return serdes;
    }

    @Override
    public void close() {
        opened.close();
    }
}
