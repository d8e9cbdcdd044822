package io.siamese.service.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import org.apache.kafka.common.config.ConfigDef;

/** Settings of the schema registry and of the service's own port. */
final class ServerKeys {
    static final String SCHEMA_REGISTRY_URL = "schema.registry.url";
    static final String WEB_HOST = "web.host";
    static final String WEB_PORT = "web.port";

    private static final Check URL =
            new Check("empty, or http(s)://…", value -> ((String) value).matches("(https?://\\S+)?"));

    private ServerKeys() {}

    static void define(ConfigDef keys) {
        keys.define(
                        SCHEMA_REGISTRY_URL,
                        STRING,
                        "",
                        URL,
                        MEDIUM,
                        "URL of a schema registry (Confluent's wire format): Apicurio Registry, or another that serves"
                                + " Confluent's HTTP API. See below. Empty: Avro single-object encoding, schemas in the"
                                + " `schemas` topic.")
                .define(
                        WEB_HOST,
                        STRING,
                        "127.0.0.1",
                        Check.PRESENT,
                        LOW,
                        "Address that health and metrics listen on. They have no authentication.")
                .define(
                        WEB_PORT,
                        INT,
                        0,
                        between(0, 65_535),
                        MEDIUM,
                        "Port of `/health/live`, `/health/ready` and `/metrics`. 0: off.");
    }
}
