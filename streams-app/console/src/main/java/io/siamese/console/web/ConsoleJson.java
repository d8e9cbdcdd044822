package io.siamese.console.web;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The JSON of the console's API: records of Java, numbers as numbers, unknown fields refused. */
public final class ConsoleJson {

    private ConsoleJson() {}

    /** A mapper for the API. Thread-safe. */
    public static ObjectMapper mapper() {
        return JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }
}
