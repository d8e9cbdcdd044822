package io.siamese.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro single-object encoding: {@code C3 01}, the schema's CRC-64-AVRO fingerprint with its least significant byte
 * first, then Avro binary. A reader of another release finds the schema in topic {@code schemas}, so publish it there first
 * ({@link EventSchemas#all}). Thread-safe.
 */
public final class SingleObjectWriter implements EventWriter {

    private static final int HEADER = 2 + Long.BYTES;
    private static final int USUAL_BYTES = 1024;
    /** What a thread keeps for its next record at most. */
    private static final int KEPT_BYTES = 64 * 1024;

    private final ConcurrentMap<Schema, Encoding> encodings = new ConcurrentHashMap<>();
    private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

    /** How records of one schema are written. */
    private record Encoding(byte[] header, DatumWriter<SpecificRecord> writer) {
        static Encoding of(Schema schema) {
            byte[] header = ByteBuffer.allocate(HEADER)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put((byte) 0xC3)
                    .put((byte) 0x01)
                    .putLong(SchemaNormalization.parsingFingerprint64(schema))
                    .array();
            return new Encoding(header, new SpecificDatumWriter<>(schema, SpecificData.getForSchema(schema)));
        }
    }

    /** Of one thread: Avro's own encoder of this format writes byte by byte into a synchronized stream. */
    private static final class Scratch {
        private ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        private @Nullable BinaryEncoder encoder;

        byte[] write(Encoding encoding, SpecificRecord value) throws IOException {
            bytes.reset();
            bytes.write(encoding.header, 0, HEADER);
            encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
            encoding.writer.write(value, encoder);
            encoder.flush();
            byte[] written = bytes.toByteArray();
            if (written.length > KEPT_BYTES) {
                bytes = new ByteArrayOutputStream(USUAL_BYTES);
            }
            return written;
        }
    }

    public SingleObjectWriter() {
        TrustedEvents.trust();
    }

    @Override
    public byte[] write(String topic, SpecificRecord value) {
        Encoding encoding = encodings.computeIfAbsent(value.getSchema(), Encoding::of);
        try {
            return scratch.get().write(encoding, value);
        } catch (IOException | AvroRuntimeException | ClassCastException | NullPointerException e) {
            // What a record that failed left in the encoder's buffer must not begin the next one.
            scratch.remove();
            throw new IllegalArgumentException(
                    "a " + value.getSchema().getFullName() + " for topic " + topic + " is incomplete: "
                            + e.getMessage(),
                    e);
        }
    }
}
