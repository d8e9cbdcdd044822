package io.siamese.schemas.serde;

import io.siamese.schemas.Reasons;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Reads records of the contract in single-object encoding or a registry's format. Never throws; thread-safe.
 *
 * @param <T> the record's class
 */
public final class EventReader<T extends SpecificRecord> {

    private static final Headers NO_HEADERS = new RecordHeaders();

    private final AvroValues<T> values;

    /** Reads without a registry: a value in its format is {@code NO_REGISTRY}. */
    public EventReader(Class<T> type, SchemaSource schemas) {
        this(type, schemas, null);
    }

    /**
     * @param schemas asked for fingerprints that are not of this release
     * @param registry asked for registry ids; null where none is configured
     */
    public EventReader(Class<T> type, SchemaSource schemas, @Nullable RegistrySchemas registry) {
        this(new AvroValues<>(type, schemas, registry));
    }

    private EventReader(AvroValues<T> values) {
        this.values = values;
    }

    /** Reads any record of the contract, without a registry. */
    public static EventReader<SpecificRecord> ofAny(SchemaSource schemas) {
        return new EventReader<>(new AvroValues<>(EventSchemas.all(), schemas, null));
    }

    /** Reads the value of a record that has no headers; null is {@link Incoming.Absent}. */
    public Incoming<T> read(byte @Nullable [] value) {
        return read(value, NO_HEADERS);
    }

    /** Reads the value of a record, whose headers may name its schema; null is {@link Incoming.Absent}. */
    public Incoming<T> read(byte @Nullable [] value, Headers headers) {
        if (value == null) {
            return new Incoming.Absent<>();
        }
        try {
            ValueFormat format = ValueFormat.of(value);
            if (value.length == 0 || format.isImage()) {
                throw new UnreadableException(
                        Reasons.UNDECODABLE, "value starts neither as single-object encoding nor with a registry id");
            }
            return new Incoming.Readable<>(values.decode(format, value, headers), value);
        } catch (UnreadableException e) {
            return e.toUnreadable(value);
        }
    }
}
