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

/** Reads values of a schema's types from JSON. Every message begins with the place in the record that it is about. */
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

    Object readRecord(JsonNode node) {
        return readRecord(schema, node, schema.getName());
    }

    private Object readRecord(Schema type, JsonNode node, String place) {
        if (!node.isObject()) {
            throw wrongValue(place, "an object", node);
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
                            : readValue(field.schema(), value, place + "." + field.name()));
        }
        return record;
    }

    private @Nullable Object readValue(Schema type, JsonNode node, String place) {
        return switch (type.getType()) {
            case UNION -> readUnion(type, node, place);
            case RECORD -> readRecord(type, node, place);
            case ARRAY -> readArray(type, node, place);
            case MAP -> readMap(type, node, place);
            case ENUM -> readSymbol(type, node, place);
            case BYTES -> readBytes(node, place);
            case STRING -> readText(node, "a string", place);
            case BOOLEAN -> readBoolean(node, place);
            case INT -> readInt(node, place);
            case LONG ->
                type.getLogicalType() instanceof LogicalTypes.TimestampMillis
                        ? readTime(node, place)
                        : readLong(node, place);
            case FLOAT -> readFloat(node, place);
            case DOUBLE -> readDouble(node, place);
            default -> throw new IllegalArgumentException(place + " is a " + type.getType() + ", which is not read");
        };
    }

    /** The contract's unions are of null and one type. */
    private @Nullable Object readUnion(Schema type, JsonNode node, String place) {
        if (node.isNull()) {
            return null;
        }
        Schema other = type.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
        return readValue(other, node, place);
    }

    private List<@Nullable Object> readArray(Schema type, JsonNode node, String place) {
        if (!node.isArray()) {
            throw wrongValue(place, "an array", node);
        }
        List<@Nullable Object> items = new ArrayList<>();
        for (JsonNode item : node) {
            items.add(readValue(type.getElementType(), item, place + "[" + items.size() + "]"));
        }
        return items;
    }

    private Map<String, @Nullable Object> readMap(Schema type, JsonNode node, String place) {
        if (!node.isObject()) {
            throw wrongValue(place, "an object", node);
        }
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        node.fields()
                .forEachRemaining(entry -> entries.put(
                        entry.getKey(),
                        readValue(type.getValueType(), entry.getValue(), place + "." + entry.getKey())));
        return entries;
    }

    private Object readSymbol(Schema type, JsonNode node, String place) {
        String wanted = "one of " + type.getEnumSymbols();
        String symbol = readText(node, wanted, place);
        if (!type.hasEnumSymbol(symbol)) {
            throw wrongValue(place, wanted, node);
        }
        return model.createEnum(symbol, type);
    }

    private static ByteBuffer readBytes(JsonNode node, String place) {
        String wanted = "bytes as base64";
        readText(node, wanted, place);
        try {
            return ByteBuffer.wrap(node.binaryValue());
        } catch (IOException e) {
            throw wrongValue(place, wanted, node);
        }
    }

    private static Instant readTime(JsonNode node, String place) {
        String wanted = "a time such as 2027-02-01T00:00:00Z";
        try {
            Instant time = Instant.parse(readText(node, wanted, place));
            // Written as milliseconds, which reach less far.
            return Instant.ofEpochMilli(time.toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw wrongValue(place, wanted, node);
        }
    }

    private static boolean readBoolean(JsonNode node, String place) {
        if (!node.isBoolean()) {
            throw wrongValue(place, "true or false", node);
        }
        return node.booleanValue();
    }

    private static int readInt(JsonNode node, String place) {
        if (!node.canConvertToInt() || !node.isIntegralNumber()) {
            throw wrongValue(place, "a whole number of 32 bits", node);
        }
        return node.intValue();
    }

    private static float readFloat(JsonNode node, String place) {
        float number = (float) readDouble(node, place);
        if (Float.isInfinite(number)) {
            throw wrongValue(place, "a number of 32 bits", node);
        }
        return number;
    }

    private static long readLong(JsonNode node, String place) {
        if (!node.canConvertToLong() || !node.isIntegralNumber()) {
            throw wrongValue(place, "a whole number", node);
        }
        return node.longValue();
    }

    private static double readDouble(JsonNode node, String place) {
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw wrongValue(place, "a number", node);
        }
        return node.doubleValue();
    }

    private static String readText(JsonNode node, String wanted, String place) {
        if (!node.isTextual()) {
            throw wrongValue(place, wanted, node);
        }
        return node.textValue();
    }

    private static IllegalArgumentException wrongValue(String place, String wanted, JsonNode node) {
        String found = node.isMissingNode() ? "empty" : node.toString();
        return new IllegalArgumentException(place + " is "
                + (found.length() > 60 ? found.substring(0, 60) + "…" : found) + ", wanted is " + wanted);
    }
}
