package io.siamese.schemas.serde;

import java.util.Optional;
import org.apache.avro.Schema;

/** Finds the schema of a value in single-object encoding. Implementations are thread-safe. */
public interface SchemaSource {

    /**
     * Finds a schema.
     *
     * @param fingerprint CRC-64-AVRO of the schema's parsing canonical form
     * @return the schema, or empty where nobody published it
     * @throws SchemaLookupException if that cannot be found out now
     */
    Optional<Schema> byFingerprint(long fingerprint);

    /** A source without schemas: only values of this release's own schemas are readable. */
    static SchemaSource none() {
        return fingerprint -> Optional.empty();
    }
}
