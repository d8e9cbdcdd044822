package io.siamese.schemas.serde;

import java.util.Optional;
import org.apache.avro.Schema;

/** Where the schema of a value in a registry's format is found. Implementations are thread-safe. */
public interface RegistrySchemas {

    /**
     * Finds a schema.
     *
     * @param id the id in the value's bytes 1 to 4, big-endian
     * @return the schema, or empty where the registry has none of this id
     * @throws SchemaLookupException if that cannot be found out now
     */
    Optional<Schema> byId(int id);
}
