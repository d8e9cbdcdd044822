package io.siamese.schemas.serde;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes Avro single-object encoding: {@code C3 01}, the schema's CRC-64-AVRO fingerprint with its least significant byte
 * first, then Avro binary. A reader of another release finds the schema in topic {@code schemas}, so publish it there first
 * ({@link EventSchemas#all}). Thread-safe.
 */
public final class SingleObjectWriter implements EventWriter {

    private static final int HEADER = 2 + Long.BYTES;

    private final BinaryRecords records = new BinaryRecords();
    private final ConcurrentMap<Schema, byte[]> headers = new ConcurrentHashMap<>();

    @Override
    public byte[] write(String topic, SpecificRecord value) {
        return records.write(
                topic, headers.computeIfAbsent(value.getSchema(), SingleObjectWriter::schemaHeader), value);
    }

    private static byte[] schemaHeader(Schema schema) {
        return ByteBuffer.allocate(HEADER)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xC3)
                .put((byte) 0x01)
                .putLong(SchemaNormalization.parsingFingerprint64(schema))
                .array();
    }
}
