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

/** Uses a schema registry over HTTP, and asks for each schema once. */
final class HttpSchemaRegistry implements SchemaRegistry {

    private static final Duration MISSES_REMEMBERED = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(300);

    private final RegistryAddress address;
    private final RegistryApi api;
    private final RegisteredSchemaReader reader;
    private final BinaryRecords records = new BinaryRecords();
    private final ConcurrentMap<Schema, byte[]> headers = new ConcurrentHashMap<>();
    private final ConcurrentMap<SchemaId, Schema> read = new ConcurrentHashMap<>();
    private final RecentMisses<SchemaId> misses = new RecentMisses<>(MISSES_REMEMBERED, Clock.systemUTC());

    HttpSchemaRegistry(RegistryAddress address) {
        this(address, PATIENCE, PAUSE);
    }

    /** With other times than production has. */
    HttpSchemaRegistry(RegistryAddress address, Duration patience, Duration pause) {
        this.address = address;
        this.api = new RegistryApi(address, patience, pause);
        this.reader = new RegisteredSchemaReader(api);
    }

    @Override
    public byte[] write(String topic, SpecificRecord value) {
        Schema schema = value.getSchema();
        byte[] header = headers.get(schema);
        return records.write(topic, header == null ? register(schema) : header, value);
    }

    private synchronized byte[] register(Schema schema) {
        byte[] known = headers.get(schema);
        if (known != null) {
            return known;
        }
        // The name holds dots, letters and digits alone.
        String path = "/subjects/" + schema.getFullName() + "/versions";
        JsonNode request = JsonNodeFactory.instance.objectNode().put("schema", schema.toString());
        try {
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
        } catch (IOException e) {
            throw failure("schema " + schema.getFullName() + " could not be registered", e);
        }
    }

    @Override
    public Optional<Schema> byId(int id) {
        // Asked for an id that is none, some registries say that there is no such page.
        return id < 0 ? Optional.empty() : find(new SchemaId.Number(id));
    }

    @Override
    public Optional<Schema> byGuid(UUID guid) {
        return find(new SchemaId.Guid(guid));
    }

    private Optional<Schema> find(SchemaId id) {
        Schema known = read.get(id);
        return known != null ? Optional.of(known) : lookUp(id);
    }

    private synchronized Optional<Schema> lookUp(SchemaId id) {
        if (misses.contains(id)) {
            return Optional.empty();
        }
        try {
            Optional<Schema> schema = reader.read(id);
            // A schema never changes under its id.
            schema.ifPresentOrElse(there -> read.put(id, there), () -> misses.add(id));
            return schema;
        } catch (IOException e) {
            throw failure("schema " + id.text() + " could not be read", e);
        }
    }

    @Override
    public String address() {
        try {
            return api.base();
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
