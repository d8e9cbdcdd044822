package io.siamese.schemas.serde;

/**
 * A schema registry: writes and reads the Confluent wire format, which is {@code 00}, the schema's id in four bytes
 * (big-endian), then Avro binary. Schemas are registered when a record of theirs is first written, under the record's full name
 * and not the topic's: topic {@code exemplar-embeddings} holds records of three schemas.
 *
 * <p>The registry is asked in the words of Confluent's HTTP API, which Apicurio Registry serves too. Thread-safe; whoever
 * connects closes it.
 */
public interface SchemaRegistry extends EventWriter, RegistrySchemas, AutoCloseable {

    /** The setting that names a registry by a URL, which may have {@code user:password@} before the host. */
    String URL_SETTING = "schema.registry.url";

    /**
     * Prepares the use of a registry; nothing is asked before the first record.
     *
     * @param url {@code http} or {@code https}, as the setting says it. Of Apicurio Registry it is the server's, with or without
     *     the path of one of its APIs
     * @throws IllegalArgumentException if the URL is none
     */
    static SchemaRegistry connect(String url) {
        return new HttpSchemaRegistry(RegistryAddress.of(url));
    }

    /**
     * Where the registry's API was found. Asks the registry for it, unless it has answered before.
     *
     * @throws SchemaLookupException if no registry answers there; the message says what did
     */
    String address();

    @Override
    void close();
}
