package io.siamese.service.flow;

import io.siamese.events.ActiveEncoder;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.Template;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.gallerylog.GalleryLogParser;
import io.siamese.schemas.sealing.Sealing;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.EventWriter;
import io.siamese.schemas.serde.ExemplarReader;
import io.siamese.schemas.serde.Incoming;
import io.siamese.schemas.serde.ProbeReader;
import io.siamese.schemas.serde.RegistrySchemas;
import io.siamese.schemas.serde.SchemaLookupException;
import io.siamese.schemas.serde.SchemaSource;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** The contract's values, in and out. Reading never throws: what cannot be read is a value that says so. */
public final class EventSerdes {
    private final SchemaSource schemas;
    private final @Nullable RegistrySchemas registry;
    private final EventWriter writer;
    private final Sealing sealing;

    /** Without encryption. */
    public EventSerdes(SchemaSource schemas, @Nullable RegistrySchemas registry, EventWriter writer) {
        this(schemas, registry, writer, Sealing.off());
    }

    /**
     * @param schemas finds the schemas of publishers by fingerprint
     * @param registry finds the schemas of publishers by registry id; null where no registry is configured
     * @param writer writes the app's own values
     * @param sealing encrypts templates, and decrypts them and images
     */
    public EventSerdes(SchemaSource schemas, @Nullable RegistrySchemas registry, EventWriter writer, Sealing sealing) {
        this.schemas = schemas;
        this.registry = registry;
        this.writer = writer;
        this.sealing = sealing;
    }

    /** Encrypts templates, and decrypts them and images. */
    public Sealing sealing() {
        return sealing;
    }

    public ProbeReader probeReader() {
        return new ProbeReader(schemas, registry);
    }

    public ExemplarReader exemplarReader() {
        return new ExemplarReader(schemas, registry);
    }

    public <T extends SpecificRecord> Serializer<T> eventSerializer() {
        return (topic, value) -> value == null ? null : writer.write(topic, value);
    }

    /**
     * Reads records of the gallery log, and decrypts templates. Thread-safe. If keys are not set at all, an encrypted template
     * is an {@link IllegalStateException}, because galleries without these templates would decide otherwise.
     */
    public GalleryLogParser galleryLogParser() {
        return new GalleryLogParser(
                eventReader(Template.class),
                eventReader(ActiveEncoder.class),
                eventReader(EffectivePolicy.class),
                sealing.required());
    }

    /** Reads values that the app itself wrote. Thread-safe. */
    public <T extends SpecificRecord> EventReader<T> eventReader(Class<T> type) {
        return new EventReader<>(type, schemas, registry);
    }

    /**
     * The value that was read, or why there is none.
     *
     * @throws SchemaLookupException if its schema could not be looked up now: that says nothing about the record
     */
    public static <T> Result<T> toResult(Incoming<T> incoming) {
        incoming.checkLookedUp();
        if (incoming instanceof Incoming.Readable<T> readable) {
            return new Result.Success<>(readable.value());
        }
        return new Result.Rejection<>(
                incoming instanceof Incoming.Unreadable<T> unreadable ? unreadable.reason() : Reasons.NULL_VALUE);
    }
}
