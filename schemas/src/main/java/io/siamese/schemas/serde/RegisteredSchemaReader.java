package io.siamese.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * Reads schemas from a registry, each together with the schemas that it refers to.
 *
 * <p>A schema that is there but no Avro, or that Avro refuses, counts as absent. Its publisher would otherwise stop
 * everybody's records, because no later attempt could read it. Thread-safe.
 */
final class RegisteredSchemaReader {

    private static final String AVRO = "AVRO";
    private static final int MOST_REFERENCES = 100;

    private final RegistryApi api;

    RegisteredSchemaReader(RegistryApi api) {
        this.api = api;
    }

    /**
     * Asks the registry for a schema.
     *
     * @return the schema, or empty if the registry has no Avro schema of this id
     * @throws IOException if nobody answers as a registry does
     */
    Optional<Schema> read(SchemaId id) throws IOException {
        // Only Confluent's registries know GUIDs.
        Optional<JsonNode> answer =
                id instanceof SchemaId.Guid ? api.findIfServed(id.apiPath()) : api.find(id.apiPath());
        if (answer.isEmpty() || !answer.get().path("schemaType").asText(AVRO).equals(AVRO)) {
            return Optional.empty();
        }
        Optional<Schema> alone = parseSchema(answer.get(), lenientParser());
        return alone.isPresent() || answer.get().path("references").isEmpty() ? alone : resolved(id, answer.get());
    }

    /** Reads a schema that refers to others. */
    private Optional<Schema> resolved(SchemaId id, JsonNode answer) throws IOException {
        // The references of Apicurio's answer lack the group, so that they may lead elsewhere. It can resolve them
        // itself.
        Optional<JsonNode> whole = api.find(id.apiPath() + "?format=resolved");
        Optional<Schema> schema = whole.isEmpty() ? Optional.empty() : parseSchema(whole.get(), lenientParser());
        if (schema.isPresent()) {
            return schema;
        }
        Schema.Parser parser = lenientParser();
        return addReferences(answer, parser, new HashSet<>()) ? parseSchema(answer, parser) : Optional.empty();
    }

    private static Schema.Parser lenientParser() {
        // Defaults of the schema that a value was written with are never used.
        return new Schema.Parser().setValidateDefaults(false);
    }

    private static Optional<Schema> parseSchema(JsonNode answer, Schema.Parser parser) throws IOException {
        JsonNode schema = answer.path("schema");
        if (!schema.isTextual()) {
            throw new IOException("an answer without a schema");
        }
        try {
            return Optional.of(parser.parse(schema.textValue()));
        } catch (RuntimeException | StackOverflowError e) {
            // Avro refuses some schemas with exceptions that are not its own.
            return Optional.empty();
        }
    }

    /** Adds what is referred to before what refers to it. Returns whether everything is there. */
    private boolean addReferences(JsonNode answer, Schema.Parser parser, Set<String> seen) throws IOException {
        for (JsonNode reference : answer.path("references")) {
            String path = "/subjects/" + escaped(reference.path("subject").asText()) + "/versions/"
                    + escaped(reference.path("version").asText());
            if (seen.add(path)) {
                Optional<JsonNode> found = seen.size() > MOST_REFERENCES ? Optional.empty() : api.find(path);
                if (found.isEmpty()
                        || !addReferences(found.get(), parser, seen)
                        || parseSchema(found.get(), parser).isEmpty()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static String escaped(String segment) {
        return URLEncoder.encode(segment, UTF_8).replace("+", "%20");
    }
}
