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
 * @param tooLong whether the body was not read because it is too long
 */
record RegistryAnswer(int status, JsonNode body, boolean tooLong) {

    static final int OK = 200;
    static final int NOT_FOUND = 404;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_WORDS = 200;

    /** Of the Confluent API: no such subject, no such version, no such schema. */
    private static final Set<Integer> ABSENT = Set.of(40401, 40402, 40403);

    static RegistryAnswer from(int status, BoundedBody.Text body) {
        if (!body.isWhole()) {
            JsonNode kind = body.text().startsWith("{") ? JSON.createObjectNode() : MissingNode.getInstance();
            return new RegistryAnswer(status, kind, true);
        }
        try {
            return new RegistryAnswer(status, JSON.readTree(body.text()), false);
        } catch (JsonProcessingException e) {
            return new RegistryAnswer(status, MissingNode.getInstance(), false);
        }
    }

    /** Whether the question was answered with what was asked for. */
    boolean isFound() {
        return status == OK && body.isObject() && !tooLong;
    }

    /**
     * Whether there is nothing to read: the registry says so in its own words, or what it has is too long. No later attempt
     * could read the latter, so its publisher would stop everybody's records if it were an outage.
     */
    boolean isAbsent() {
        return status == NOT_FOUND && ABSENT.contains(body.path("error_code").asInt())
                || status == OK && body.isObject() && tooLong;
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
    String describe() {
        String said = body.path("message").asText(tooLong ? "too long" : body.isMissingNode() ? "no JSON" : "");
        return "HTTP " + status + (said.isEmpty() ? "" : ", " + said.substring(0, Math.min(MOST_WORDS, said.length())));
    }
}
