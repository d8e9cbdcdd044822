package io.siamese.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Set;

/**
 * Holds what came back for one question to a schema registry. Anybody may have answered it: a proxy, or another server.
 *
 * @param body the JSON, or a missing node if it is none
 */
record RegistryAnswer(int status, JsonNode body) {

    static final int OK = 200;
    static final int NOT_FOUND = 404;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_WORDS = 200;

    /** Of the Confluent API: no such subject, no such version, no such schema. */
    private static final Set<Integer> ABSENT = Set.of(40401, 40402, 40403);

    static RegistryAnswer of(int status, String body) {
        try {
            return new RegistryAnswer(status, JSON.readTree(body));
        } catch (JsonProcessingException e) {
            return new RegistryAnswer(status, MissingNode.getInstance());
        }
    }

    /** Whether the question was answered with what was asked for. */
    boolean isFound() {
        return status == OK && body.isObject();
    }

    /** Whether the registry says, in its own words, that it has none. */
    boolean isAbsent() {
        return status == NOT_FOUND && ABSENT.contains(body.path("error_code").asInt());
    }

    /** Whether somebody who may be no registry says that there is no such page. */
    boolean isBareNotFound() {
        return status == NOT_FOUND && !isAbsent();
    }

    /** Whether this is how a registry answers the question for the types of schemas that it keeps. */
    boolean namesAvro() {
        if (status == OK && body.isArray()) {
            for (JsonNode type : body) {
                if (type.asText().equals("AVRO")) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The answer for people, short. */
    String words() {
        String said = body.path("message").asText(body.isMissingNode() ? "no JSON" : "");
        return "HTTP " + status + (said.isEmpty() ? "" : ", " + said.substring(0, Math.min(MOST_WORDS, said.length())));
    }
}
