package io.siamese.schemas.serde;

import io.siamese.schemas.Reasons;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Decodes values in single-object encoding and in a registry's format, resolving the writer's schema to this release's.
 * Thread-safe: a datum reader keeps its state by thread.
 */
final class AvroValues<T extends SpecificRecord> {

    private static final int REGISTRY_HEADER = 1 + Integer.BYTES;
    private static final int SINGLE_OBJECT_HEADER = 2 + Long.BYTES;

    private final SpecificData model;
    /** What is read, by the record's name without its namespace, as Avro tells records apart. */
    private final Map<String, Schema> readable;

    private final SchemaSource schemas;
    private final @Nullable RegistrySchemas registry;
    private final ConcurrentMap<Schema, DatumReader<T>> readersByWriter = new ConcurrentHashMap<>();

    AvroValues(Class<T> type, SchemaSource schemas, @Nullable RegistrySchemas registry) {
        this(List.of(SpecificData.getForClass(type).getSchema(type)), schemas, registry);
    }

    /**
     * @param readable schemas of the records that are read; all of them have classes that are T
     */
    AvroValues(List<Schema> readable, SchemaSource schemas, @Nullable RegistrySchemas registry) {
        TrustedEvents.trustEvents();
        this.model = SpecificData.getForSchema(readable.get(0));
        this.readable = readable.stream().collect(Collectors.toUnmodifiableMap(Schema::getName, Function.identity()));
        this.schemas = EventSchemas.before(schemas);
        this.registry = registry;
    }

    /**
     * Decodes a value that is no image.
     *
     * @param format what the value starts as
     * @param headers of its record: serializers may name the schema there
     */
    T decode(ValueFormat format, byte[] value, Headers headers) throws UnreadableException {
        try {
            if (format == ValueFormat.SINGLE_OBJECT) {
                return decodeWrittenBy(published(value), value, SINGLE_OBJECT_HEADER);
            }
            Optional<SchemaId> named = SchemaIdHeader.read(headers);
            if (named.isPresent()) {
                return decodeWrittenBy(registered(named.get()), value, 0);
            }
            if (format == ValueFormat.REGISTRY) {
                return decodeWrittenBy(registered(prefixedId(value)), value, REGISTRY_HEADER);
            }
            throw InputRules.unknownFormat(value);
        } catch (SchemaLookupException e) {
            throw new UnreadableException(Reasons.SCHEMA_UNAVAILABLE, String.valueOf(e.getMessage()));
        }
    }

    private Schema published(byte[] value) throws UnreadableException {
        checkLength(value, SINGLE_OBJECT_HEADER);
        long fingerprint = ByteBuffer.wrap(value, 2, Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getLong();
        return schemas.byFingerprint(fingerprint)
                .orElseThrow(() -> new UnreadableException(
                        Reasons.UNKNOWN_SCHEMA, "no schema of fingerprint " + Fingerprint.keyText(fingerprint)));
    }

    private static SchemaId prefixedId(byte[] value) throws UnreadableException {
        checkLength(value, REGISTRY_HEADER);
        return new SchemaId.Number(ByteBuffer.wrap(value, 1, Integer.BYTES).getInt());
    }

    private static void checkLength(byte[] value, int header) throws UnreadableException {
        if (value.length < header) {
            throw new UnreadableException(Reasons.UNDECODABLE, "value ends within its header");
        }
    }

    private Schema registered(SchemaId id) throws UnreadableException {
        if (registry == null) {
            throw new UnreadableException(
                    Reasons.NO_REGISTRY,
                    "value has registry id " + id.readableId() + ", and " + SchemaRegistry.URL_SETTING + " is not set");
        }
        Optional<Schema> schema = id instanceof SchemaId.Guid guid
                ? registry.byGuid(guid.guid())
                : registry.byId(((SchemaId.Number) id).number());
        return schema.orElseThrow(() -> new UnreadableException(
                Reasons.UNKNOWN_SCHEMA, "the registry has no Avro schema of id " + id.readableId()));
    }

    private T decodeWrittenBy(Schema writer, byte[] value, int from) throws UnreadableException {
        return decodeWith(readerOf(writer), value, from);
    }

    private DatumReader<T> readerOf(Schema writer) throws UnreadableException {
        // Every field has a default, so that Avro would read any record as any other, as nothing but defaults.
        Schema reader = readable.get(writer.getName());
        if (reader == null) {
            throw new UnreadableException(
                    Reasons.UNDECODABLE,
                    "value is a " + writer.getFullName() + ", not a "
                            + readable.values().stream()
                                    .map(Schema::getFullName)
                                    .sorted()
                                    .collect(Collectors.joining(" or ")));
        }
        return readersByWriter.computeIfAbsent(writer, w -> new SpecificDatumReader<>(w, reader, model));
    }

    private static <T> T decodeWith(DatumReader<T> reader, byte[] value, int from) throws UnreadableException {
        BinaryDecoder in = DecoderFactory.get().binaryDecoder(value, from, value.length - from, null);
        try {
            T decoded = reader.read(null, in);
            if (!in.isEnd()) {
                throw new UnreadableException(Reasons.UNDECODABLE, "value goes on after the end of the record");
            }
            return decoded;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // Avro bounds what it allocates by the bytes that are left. How it fails on bytes that no writer wrote is
            // open:
            // class casts and index errors among others; a writer's schema may also nest without end.
            throw new UnreadableException(
                    Reasons.UNDECODABLE,
                    "not the Avro binary of its schema: " + e.getClass().getSimpleName());
        }
    }
}
