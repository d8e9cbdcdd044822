package io.siamese.encoder.onnx;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds an ONNX {@code ModelProto} as bytes. It reads the metadata, digests the rest, and refuses external data. */
final class OnnxBytes {
    private static final int IR_VERSION = 1;
    private static final int GRAPH = 7;
    private static final int METADATA = 14;
    private static final int ENTRY_KEY = 1;
    private static final int ENTRY_VALUE = 2;

    private final byte[] bytes;
    private final List<Wire> fields;

    /** @throws IllegalArgumentException saying what is wrong, if these are not the bytes of a whole ONNX model */
    OnnxBytes(byte[] bytes) {
        this.bytes = bytes;
        this.fields = Wire.parseFields(bytes, 0, bytes.length);
        boolean versioned = fields.stream().anyMatch(field -> field.number() == IR_VERSION && field.type() == 0);
        boolean graph = fields.stream().anyMatch(field -> field.number() == GRAPH && field.isMessage());
        if (!versioned || !graph) {
            throw new IllegalArgumentException("not an ONNX model");
        }
        ExternalData.checkAbsent(bytes);
    }

    /** Read-only. */
    byte[] sharedBytes() {
        return bytes;
    }

    Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Wire field : fields) {
            if (field.number() == METADATA) {
                String key = "";
                String value = "";
                for (Wire part : Wire.parseFields(bytes, field.value(), field.end())) {
                    String text = new String(bytes, part.value(), part.end() - part.value(), StandardCharsets.UTF_8);
                    key = part.number() == ENTRY_KEY ? text : key;
                    value = part.number() == ENTRY_VALUE ? text : value;
                }
                metadata.put(key, value);
            }
        }
        return metadata;
    }

    /** The same graph with exactly these metadata. */
    OnnxBytes withMetadata(Map<String, String> metadata) {
        var out = new ByteArrayOutputStream(bytes.length);
        for (Wire field : fields) {
            if (field.number() != METADATA) {
                out.write(bytes, field.start(), field.end() - field.start());
            }
        }
        metadata.forEach((key, value) -> out.writeBytes(Wire.lengthDelimited(METADATA, metadataEntry(key, value))));
        return new OnnxBytes(out.toByteArray());
    }

    private static byte[] metadataEntry(String key, String value) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(Wire.lengthDelimited(ENTRY_KEY, key.getBytes(StandardCharsets.UTF_8)));
        out.writeBytes(Wire.lengthDelimited(ENTRY_VALUE, value.getBytes(StandardCharsets.UTF_8)));
        return out.toByteArray();
    }

    /** First 16 hex digits of SHA-256 over the fields other than metadata, in their order, then {@code suffix} in UTF-8. */
    String digestWithSuffix(String suffix) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Wire field : fields) {
                if (field.number() != METADATA) {
                    digest.update(bytes, field.start(), field.end() - field.start());
                }
            }
            return HexFormat.of().formatHex(digest.digest(suffix.getBytes(StandardCharsets.UTF_8)), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
