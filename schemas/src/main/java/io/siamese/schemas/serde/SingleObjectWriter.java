package io.siamese.schemas.serde;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes Avro single-object encoding: {@code C3 01}, the schema's CRC-64-AVRO fingerprint with its least significant byte
 * first, then Avro binary. A reader of another release finds the schema in topic {@code schemas}, so publish it there first
 * ({@link EventSchemas#all}). Thread-safe.
 */
public final class SingleObjectWriter implements EventWriter {

    private final ConcurrentMap<Schema, BinaryMessageEncoder<SpecificRecord>> encoders = new ConcurrentHashMap<>();

    public SingleObjectWriter() {
        TrustedEvents.trust();
    }

    @Override
    public byte[] write(String topic, SpecificRecord value) {
        BinaryMessageEncoder<SpecificRecord> encoder = encoders.computeIfAbsent(
                value.getSchema(), schema -> new BinaryMessageEncoder<>(SpecificData.getForSchema(schema), schema));
        try {
            ByteBuffer encoded = encoder.encode(value);
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (IOException | AvroRuntimeException | ClassCastException | NullPointerException e) {
            throw new IllegalArgumentException(
                    "a " + value.getSchema().getFullName() + " for topic " + topic + " is incomplete: "
                            + e.getMessage(),
                    e);
        }
    }
}
