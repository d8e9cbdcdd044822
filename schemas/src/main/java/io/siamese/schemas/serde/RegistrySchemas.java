package io.siamese.schemas.serde;

import java.util.Optional;
import java.util.UUID;
import org.apache.avro.Schema;

/** Where the schema of a value in a registry's format is found. Implementations are thread-safe. */
public interface RegistrySchemas {

    /**
     * Finds a schema.
     *
     * @param id the id in the value's bytes 1 to 4, big-endian
     * @return the schema, or empty where the registry has no Avro schema of this id
     * @throws SchemaLookupException if that cannot be found out now
     */
    Optional<Schema> byId(int id);

    /**
     * Finds a schema by the id that Confluent's serializers put into a header. A registry without such ids has none.
     *
     * @return the schema, or empty where the registry has no Avro schema of this id
     * @throws SchemaLookupException if that cannot be found out now
     */
    default Optional<Schema> byGuid(UUID guid) {
        return Optional.empty();
    }
}
