package io.siamese.console.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads and writes the JSON of the console's API as records of Java. An unknown field, or a required one that is
 * missing, is refused.
 */
public final class ConsoleJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private ConsoleJson() {}

    /** A mapper for the API. Thread-safe. */
    static ObjectMapper mapper() {
        return MAPPER;
    }

    /**
     * The body of a request as a record.
     *
     * @throws BadRequestResponse if it is not one; says why
     */
    public static <T> T readBody(Context context, Class<T> type) {
        try {
            return MAPPER.readValue(context.bodyAsBytes(), type);
        } catch (JsonProcessingException e) {
            throw new BadRequestResponse("the request cannot be read: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory could not be read", e);
        }
    }
}
