package io.siamese.streams.topology;

import io.siamese.events.Exemplar;
import io.siamese.events.Probe;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.EventWriter;
import io.siamese.schemas.serde.ExemplarReader;
import io.siamese.schemas.serde.Incoming;
import io.siamese.schemas.serde.ProbeReader;
import io.siamese.schemas.serde.RegistrySchemas;
import io.siamese.schemas.serde.SchemaLookupException;
import io.siamese.schemas.serde.SchemaSource;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** The contract's values as Kafka serdes. Deserializers never throw: what cannot be read is a value that says so. */
public final class EventSerdes {
    private final SchemaSource schemas;
    private final @Nullable RegistrySchemas registry;
    private final EventWriter writer;

    /**
     * @param schemas finds the schemas of publishers by fingerprint
     * @param registry finds the schemas of publishers by registry id; null where no registry is configured
     * @param writer writes the app's own values
     */
    public EventSerdes(SchemaSource schemas, @Nullable RegistrySchemas registry, EventWriter writer) {
        this.schemas = schemas;
        this.registry = registry;
        this.writer = writer;
    }

    Deserializer<Incoming<Probe>> probes() {
        return reading(new ProbeReader(schemas, registry)::read);
    }

    Deserializer<Incoming<Exemplar>> exemplars() {
        return reading(new ExemplarReader(schemas, registry)::read);
    }

    <T extends SpecificRecord> Serializer<T> events() {
        return (topic, value) -> value == null ? null : writer.write(topic, value);
    }

    /** Reads values that the app itself wrote. Thread-safe. */
    public <T extends SpecificRecord> EventReader<T> reader(Class<T> type) {
        return new EventReader<>(type, schemas, registry);
    }

    private interface Reader<T> {
        Incoming<T> read(byte @Nullable [] value, Headers headers);
    }

    /**
     * Stops the task where a schema could not be looked up: that says nothing about the record.
     *
     * @throws SchemaLookupException then
     */
    static void checkLookedUp(Incoming<?> incoming) {
        if (incoming instanceof Incoming.Unreadable<?> unreadable
                && unreadable.reason().equals(Reasons.SCHEMA_UNAVAILABLE)) {
            throw new SchemaLookupException(unreadable.detail());
        }
    }

    private static <T> Deserializer<Incoming<T>> reading(Reader<T> reader) {
        return new Deserializer<>() {
            @Override
            public Incoming<T> deserialize(String topic, byte @Nullable [] value) {
                return reader.read(value, new RecordHeaders());
            }

            @Override
            public Incoming<T> deserialize(String topic, Headers headers, byte @Nullable [] value) {
                return reader.read(value, headers);
            }
        };
    }
}
