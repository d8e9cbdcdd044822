package io.siamese.schemas.serde;

import java.net.URI;
import java.util.Map;

/**
 * A schema registry: writes and reads the Confluent wire format, which is {@code 00}, the schema's id in four bytes
 * (big-endian), then Avro binary. Schemas are registered when a record of theirs is first written, under the record's own
 * name and not the topic's: topic {@code exemplar-embeddings} holds records of three schemas. Thread-safe; whoever connects
 * closes it.
 */
public interface SchemaRegistry extends EventWriter, RegistrySchemas, AutoCloseable {

    /** The setting that names a registry: the URL of an Apicurio Registry 3, with or without the path of one of its APIs. */
    String URL_SETTING = "schema.registry.url";

    /**
     * Prepares the use of a registry; nothing is asked before the first record.
     *
     * @param url {@code http} or {@code https}, as the setting says it
     * @param settings {@code apicurio.registry.*} settings for authentication, TLS and the like; others are left alone
     * @throws IllegalArgumentException if the URL is none, or the registry's client is not on the class path
     */
    static SchemaRegistry connect(String url, Map<String, ?> settings) {
        if (!url.matches("https?://[^/]+.*") || URI.create(url).getHost() == null) {
            throw new IllegalArgumentException(URL_SETTING + "=" + url + ", allowed is an http or https URL");
        }
        try {
            return new ApicurioRegistry(url, settings);
        } catch (NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    URL_SETTING + "=" + url
                            + " needs io.apicurio:apicurio-registry-avro-serde-kafka on the class path; docker/Dockerfile says how it comes into the image",
                    e);
        }
    }

    @Override
    void close();
}
