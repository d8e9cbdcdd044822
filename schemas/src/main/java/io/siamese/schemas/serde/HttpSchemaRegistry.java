package io.siamese.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Uses a schema registry over HTTP, and asks for each schema once. Questions for different schemas are asked side by side. */
final class HttpSchemaRegistry implements SchemaRegistry {

    private static final Duration MISSES_REMEMBERED = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final Duration FAILURES_REMEMBERED = Duration.ofSeconds(1);

    private final RegistryAddress address;
    private final RegistryApi api;
    private final RegisteredSchemaReader reader;
    private final BinaryRecords records = new BinaryRecords();
    private final ConcurrentMap<Schema, byte[]> headers = new ConcurrentHashMap<>();
    private final ConcurrentMap<SchemaId, Schema> read = new ConcurrentHashMap<>();
    /** Guarded by itself. */
    private final RecentMisses<SchemaId> misses = new RecentMisses<>(MISSES_REMEMBERED, Clock.systemUTC());

    private final SharedQuestions<SchemaId, Optional<Schema>> lookUps;
    private final SharedQuestions<Schema, byte[]> registrations;

    HttpSchemaRegistry(RegistryAddress address) {
        this(address, PATIENCE, PAUSE, FAILURES_REMEMBERED);
    }

    /** With other times than production has. */
    HttpSchemaRegistry(RegistryAddress address, Duration patience, Duration pause, Duration failuresRemembered) {
        this.address = address;
        this.api = new RegistryApi(address, patience, pause);
        this.reader = new RegisteredSchemaReader(api);
        this.lookUps = new SharedQuestions<>(this::askForSchema, failuresRemembered, Clock.systemUTC());
        this.registrations = new SharedQuestions<>(this::register, failuresRemembered, Clock.systemUTC());
    }

    @Override
    public byte[] write(String topic, SpecificRecord value) {
        Schema schema = value.getSchema();
        byte[] header = headers.get(schema);
        return records.write(topic, header == null ? registered(schema) : header, value);
    }

    private byte[] registered(Schema schema) {
        try {
            return registrations.ask(schema);
        } catch (IOException e) {
            throw failure("schema " + schema.getFullName() + " could not be registered", e);
        }
    }

    private byte[] register(Schema schema) throws IOException {
        // Another thread may have registered it just before this one asked.
        byte[] known = headers.get(schema);
        if (known != null) {
            return known;
        }
        // The name holds dots, letters and digits alone.
        String path = "/subjects/" + schema.getFullName() + "/versions";
        JsonNode request = JsonNodeFactory.instance.objectNode().put("schema", schema.toString());
        JsonNode id = api.post(path, request).path("id");
        if (!id.isInt()) {
            throw new IOException("an answer without an id");
        }
        byte[] header = ByteBuffer.allocate(1 + Integer.BYTES)
                .put((byte) 0)
                .putInt(id.intValue())
                .array();
        headers.put(schema, header);
        return header;
    }

    @Override
    public Optional<Schema> byId(int id) {
        // Asked for an id that is none, some registries say that there is no such page.
        return id < 0 ? Optional.empty() : findSchema(new SchemaId.Number(id));
    }

    @Override
    public Optional<Schema> byGuid(UUID guid) {
        return findSchema(new SchemaId.Guid(guid));
    }

    private Optional<Schema> findSchema(SchemaId id) {
        Schema known = read.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        try {
            return isMissing(id) ? Optional.empty() : lookUps.ask(id);
        } catch (IOException e) {
            throw failure("schema " + id.readableId() + " could not be read", e);
        }
    }

    private Optional<Schema> askForSchema(SchemaId id) throws IOException {
        Schema known = read.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Schema> schema = reader.read(id);
        // A schema never changes under its id.
        schema.ifPresentOrElse(there -> read.put(id, there), () -> noteMissing(id));
        return schema;
    }

    private boolean isMissing(SchemaId id) {
        synchronized (misses) {
            return misses.contains(id);
        }
    }

    private void noteMissing(SchemaId id) {
        synchronized (misses) {
            misses.add(id);
        }
    }

    @Override
    public String address() {
        try {
            return api.baseAddress();
        } catch (IOException e) {
            throw failure("the schema registry cannot be used", e);
        }
    }

    private SchemaLookupException failure(String what, IOException e) {
        return new SchemaLookupException(what + ", " + URL_SETTING + "=" + address.shown() + ": " + e.getMessage(), e);
    }

    @Override
    public void close() {
        // The HTTP client has no resources that outlive it.
    }
}
