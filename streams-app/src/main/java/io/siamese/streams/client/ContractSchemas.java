package io.siamese.streams.client;

import io.siamese.schemas.serde.KafkaSchemaTopic;
import io.siamese.streams.config.AppConfig;
import java.util.List;
import org.apache.avro.Schema;

/** The topic that schemas are published to and looked up in. */
final class ContractSchemas {

    private ContractSchemas() {}

    /** Reads nothing before a schema is unknown; the caller closes it. */
    static KafkaSchemaTopic topic(AppConfig config) {
        return new KafkaSchemaTopic(
                config.kafka().admin(), config.topics().names().schemas());
    }

    /** A writer's first act: a reader of another version may meet its records. */
    static void publish(AppConfig config, Schema schema) {
        try (KafkaSchemaTopic topic = topic(config)) {
            topic.publish(List.of(schema));
        }
    }
}
