package io.siamese.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Values of a schema's types from JSON. Every message begins with the place in the record that it is about. */
final class JsonValues {
    private final SpecificData model;
    private final Schema schema;

    private JsonValues(SpecificData model, Schema schema) {
        this.model = model;
        this.schema = schema;
    }

    static JsonValues forType(Class<? extends SpecificRecord> type) {
        SpecificData model = SpecificData.getForClass(type);
        return new JsonValues(model, model.getSchema(type));
    }

    Object record(JsonNode node) {
        return record(schema, node, schema.getName());
    }

    private Object record(Schema type, JsonNode node, String place) {
        if (!node.isObject()) {
            throw wrong(place, "an object", node);
        }
        node.fieldNames().forEachRemaining(name -> {
            if (type.getField(name) == null) {
                List<String> names =
                        type.getFields().stream().map(Schema.Field::name).toList();
                throw new IllegalArgumentException(place + " has no field '" + name + "', it has " + names);
            }
        });
        IndexedRecord record = (IndexedRecord) model.newRecord(null, type);
        for (Schema.Field field : type.getFields()) {
            JsonNode value = node.get(field.name());
            record.put(
                    field.pos(),
                    value == null
                            ? model.deepCopy(field.schema(), model.getDefaultValue(field))
                            : value(field.schema(), value, place + "." + field.name()));
        }
        return record;
    }

    private @Nullable Object value(Schema type, JsonNode node, String place) {
        return switch (type.getType()) {
            case UNION -> union(type, node, place);
            case RECORD -> record(type, node, place);
            case ARRAY -> array(type, node, place);
            case MAP -> map(type, node, place);
            case ENUM -> symbol(type, node, place);
            case BYTES -> bytes(node, place);
            case STRING -> text(node, "a string", place);
            case BOOLEAN -> truth(node, place);
            case INT -> int32(node, place);
            case LONG ->
                type.getLogicalType() instanceof LogicalTypes.TimestampMillis ? time(node, place) : whole(node, place);
            case FLOAT -> float32(node, place);
            case DOUBLE -> number(node, place);
            default -> throw new IllegalArgumentException(place + " is a " + type.getType() + ", which is not read");
        };
    }

    /** The contract's unions are of null and one type. */
    private @Nullable Object union(Schema type, JsonNode node, String place) {
        if (node.isNull()) {
            return null;
        }
        Schema other = type.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
        return value(other, node, place);
    }

    private List<@Nullable Object> array(Schema type, JsonNode node, String place) {
        if (!node.isArray()) {
            throw wrong(place, "an array", node);
        }
        List<@Nullable Object> items = new ArrayList<>();
        for (JsonNode item : node) {
            items.add(value(type.getElementType(), item, place + "[" + items.size() + "]"));
        }
        return items;
    }

    private Map<String, @Nullable Object> map(Schema type, JsonNode node, String place) {
        if (!node.isObject()) {
            throw wrong(place, "an object", node);
        }
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        node.fields()
                .forEachRemaining(entry -> entries.put(
                        entry.getKey(), value(type.getValueType(), entry.getValue(), place + "." + entry.getKey())));
        return entries;
    }

    private Object symbol(Schema type, JsonNode node, String place) {
        String wanted = "one of " + type.getEnumSymbols();
        String symbol = text(node, wanted, place);
        if (!type.hasEnumSymbol(symbol)) {
            throw wrong(place, wanted, node);
        }
        return model.createEnum(symbol, type);
    }

    private static ByteBuffer bytes(JsonNode node, String place) {
        String wanted = "bytes as base64";
        text(node, wanted, place);
        try {
            return ByteBuffer.wrap(node.binaryValue());
        } catch (IOException e) {
            throw wrong(place, wanted, node);
        }
    }

    private static Instant time(JsonNode node, String place) {
        String wanted = "a time such as 2027-02-01T00:00:00Z";
        try {
            Instant time = Instant.parse(text(node, wanted, place));
            // Written as milliseconds, which reach less far.
            return Instant.ofEpochMilli(time.toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw wrong(place, wanted, node);
        }
    }

    private static boolean truth(JsonNode node, String place) {
        if (!node.isBoolean()) {
            throw wrong(place, "true or false", node);
        }
        return node.booleanValue();
    }

    private static int int32(JsonNode node, String place) {
        if (!node.canConvertToInt() || !node.isIntegralNumber()) {
            throw wrong(place, "a whole number of 32 bits", node);
        }
        return node.intValue();
    }

    private static float float32(JsonNode node, String place) {
        float number = (float) number(node, place);
        if (Float.isInfinite(number)) {
            throw wrong(place, "a number of 32 bits", node);
        }
        return number;
    }

    private static long whole(JsonNode node, String place) {
        if (!node.canConvertToLong() || !node.isIntegralNumber()) {
            throw wrong(place, "a whole number", node);
        }
        return node.longValue();
    }

    private static double number(JsonNode node, String place) {
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw wrong(place, "a number", node);
        }
        return node.doubleValue();
    }

    private static String text(JsonNode node, String wanted, String place) {
        if (!node.isTextual()) {
            throw wrong(place, wanted, node);
        }
        return node.textValue();
    }

    private static IllegalArgumentException wrong(String place, String wanted, JsonNode node) {
        String found = node.isMissingNode() ? "empty" : node.toString();
        return new IllegalArgumentException(place + " is "
                + (found.length() > 60 ? found.substring(0, 60) + "…" : found) + ", wanted is " + wanted);
    }
}
