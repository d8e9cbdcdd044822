package io.siamese.encoder.card;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Reads and writes cards and calibrations as JSON. Fields are written in the order of their records. */
final class CardJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private CardJson() {}

    static String serialise(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Records of numbers and strings are always JSON", e);
        }
    }

    /** @throws IllegalArgumentException naming {@code what}, if the text is not one */
    static <T> T deserialise(String json, Class<T> type, String what) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(what + " is not readable: " + e.getOriginalMessage(), e);
        }
    }
}
