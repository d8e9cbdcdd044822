package io.siamese.schemas.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes records as JSON and reads them: fields under their names, enums as their symbols, times as ISO-8601
 * ({@code 2027-02-01T00:00:00Z}), bytes as base64. It is not Avro's own JSON encoding, which names the branch of each
 * union. Thread-safe.
 */
public final class EventJson {

    private final JsonMapper mapper = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final JsonNodeFactory nodes = JsonNodeFactory.instance;

    /** One line, without a line break. */
    public String line(IndexedRecord record) {
        return toJsonObject(record).toString();
    }

    /** The same of other values: strings, numbers, lists and maps of them. */
    String line(Map<String, ?> values) {
        return toJsonNode(values).toString();
    }

    /**
     * A record from what {@link #line} writes. A field that is not there has its default.
     *
     * @param type class of the record
     * @throws IllegalArgumentException if the text is not a JSON object, or has a field or value that the record has not;
     *     the message says which
     */
    public <T extends SpecificRecord> T read(Class<T> type, String json) {
        JsonNode node;
        try {
            node = mapper.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
        return type.cast(JsonValues.forType(type).readRecord(node));
    }

    private ObjectNode toJsonObject(IndexedRecord record) {
        ObjectNode node = nodes.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            node.set(field.name(), toJsonNode(record.get(field.pos())));
        }
        return node;
    }

    private JsonNode toJsonNode(@Nullable Object value) {
        if (value instanceof IndexedRecord record) {
            return toJsonObject(record);
        }
        if (value instanceof Collection<?> items) {
            ArrayNode array = nodes.arrayNode();
            items.forEach(item -> array.add(toJsonNode(item)));
            return array;
        }
        if (value instanceof Map<?, ?> entries) {
            ObjectNode object = nodes.objectNode();
            entries.forEach((key, item) -> object.set(String.valueOf(key), toJsonNode(item)));
            return object;
        }
        if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return nodes.binaryNode(copy);
        }
        return value == null || value instanceof Number || value instanceof Boolean
                ? mapper.valueToTree(value)
                : nodes.textNode(value.toString());
    }
}
