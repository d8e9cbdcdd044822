package io.siamese.schemas.kafka;

import io.siamese.events.ActiveEncoder;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.Template;
import io.siamese.schemas.gallerylog.GalleryLogParser;
import io.siamese.schemas.sealing.Sealing;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.EventSchemas;
import io.siamese.schemas.serde.EventWriter;
import io.siamese.schemas.serde.ExemplarReader;
import io.siamese.schemas.serde.KafkaSchemaTopic;
import io.siamese.schemas.serde.ProbeReader;
import io.siamese.schemas.serde.SchemaRegistry;
import io.siamese.schemas.serde.SingleObjectWriter;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Reads and writes records of the contract: schemas from their topic, and from a registry where one is set. */
public final class ContractSchemas implements AutoCloseable {

    private final KafkaSchemaTopic topic;
    private final @Nullable SchemaRegistry registry;
    private final Sealing sealing;

    private ContractSchemas(KafkaSchemaTopic topic, @Nullable SchemaRegistry registry, Sealing sealing) {
        this.topic = topic;
        this.registry = registry;
        this.sealing = sealing;
    }

    /** Asks nobody before a schema is unknown or written; the caller closes it after what it made. */
    public static ContractSchemas open(ContractSettings settings) {
        String url = settings.schemaRegistryUrl();
        SchemaRegistry registry = url == null ? null : SchemaRegistry.connect(url);
        return new ContractSchemas(
                new KafkaSchemaTopic(
                        settings.kafka().admin(), settings.topics().names().schemas()),
                registry,
                settings.sealing());
    }

    /** A reader of the gallery log's records. It decrypts templates as far as the settings have their keys. */
    public GalleryLogParser galleryLogParser() {
        return new GalleryLogParser(
                reader(Template.class), reader(ActiveEncoder.class), reader(EffectivePolicy.class), sealing);
    }

    /** Encrypts and decrypts as the settings say. */
    public Sealing sealing() {
        return sealing;
    }

    /** A reader of values of topic {@code images}, bare images too. */
    public ProbeReader probeReader() {
        return new ProbeReader(EventSchemas.before(topic), registry);
    }

    /** A reader of values of topic {@code exemplars}, bare images too. */
    public ExemplarReader exemplarReader() {
        return new ExemplarReader(EventSchemas.before(topic), registry);
    }

    public <T extends SpecificRecord> EventReader<T> reader(Class<T> type) {
        return new EventReader<>(type, EventSchemas.before(topic), registry);
    }

    /** A writer of records of this schema, which a reader of another version finds from now on. */
    public EventWriter writer(Schema schema) {
        topic.publish(List.of(schema));
        return registry == null ? new SingleObjectWriter() : registry;
    }

    @Override
    public void close() {
        if (registry != null) {
            registry.close();
        }
        topic.close();
    }
}
