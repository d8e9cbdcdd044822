package io.siamese.streams.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON for people and scripts: fields under their names, enums as their symbols, times as ISO-8601, bytes as
 * base64. It is not Avro's own JSON encoding, which names the branch of each union.
 */
final class AvroJson {

    private final ObjectMapper mapper = new ObjectMapper();
    private final JsonNodeFactory nodes = JsonNodeFactory.instance;

    /** One line, without a line break. */
    String line(IndexedRecord record) {
        return record(record).toString();
    }

    private ObjectNode record(IndexedRecord record) {
        ObjectNode node = nodes.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            node.set(field.name(), value(record.get(field.pos())));
        }
        return node;
    }

    private JsonNode value(@Nullable Object value) {
        if (value instanceof IndexedRecord record) {
            return record(record);
        }
        if (value instanceof Collection<?> items) {
            ArrayNode array = nodes.arrayNode();
            items.forEach(item -> array.add(value(item)));
            return array;
        }
        if (value instanceof Map<?, ?> entries) {
            ObjectNode object = nodes.objectNode();
            entries.forEach((key, item) -> object.set(String.valueOf(key), value(item)));
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
