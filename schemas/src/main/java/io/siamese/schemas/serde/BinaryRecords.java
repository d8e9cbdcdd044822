package io.siamese.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Writes records as Avro binary behind a header of a few bytes that names their schema. Thread-safe. */
final class BinaryRecords {

    private static final int USUAL_BYTES = 1024;
    /** What a thread keeps for its next record at most. */
    private static final int KEPT_BYTES = 64 * 1024;

    private final ConcurrentMap<Schema, DatumWriter<SpecificRecord>> writers = new ConcurrentHashMap<>();
    private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

    BinaryRecords() {
        TrustedEvents.trustEvents();
    }

    /** Of one thread: Avro's own encoder of this format writes byte by byte into a synchronized stream. */
    private static final class Scratch {
        private ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        private @Nullable BinaryEncoder encoder;

        byte[] write(byte[] header, DatumWriter<SpecificRecord> writer, SpecificRecord value) throws IOException {
            bytes.reset();
            bytes.write(header, 0, header.length);
            encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
            writer.write(value, encoder);
            encoder.flush();
            byte[] written = bytes.toByteArray();
            if (written.length > KEPT_BYTES) {
                bytes = new ByteArrayOutputStream(USUAL_BYTES);
            }
            return written;
        }
    }

    /**
     * Encodes a record.
     *
     * @param topic the topic that the value is for, which a message names
     * @throws IllegalArgumentException if the record misses a field that has to have a value
     */
    byte[] write(String topic, byte[] header, SpecificRecord value) {
        DatumWriter<SpecificRecord> writer = writers.computeIfAbsent(value.getSchema(), NullableFieldWriter::new);
        try {
            return scratch.get().write(header, writer, value);
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
