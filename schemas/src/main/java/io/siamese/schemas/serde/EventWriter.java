package io.siamese.schemas.serde;

import org.apache.avro.specific.SpecificRecord;

/** Writes records of the contract. Implementations are thread-safe. */
public interface EventWriter {

    /**
     * Encodes a record.
     *
     * @param topic the topic that the value is for
     * @throws IllegalArgumentException if the record misses a field that has to have a value
     * @throws SchemaLookupException if a registry has to be told the schema and cannot be reached
     */
    byte[] write(String topic, SpecificRecord value);
}
