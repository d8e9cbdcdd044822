package io.siamese.console.picture;

import io.siamese.events.Exemplar;
import io.siamese.events.Probe;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.serde.ExemplarReader;
import io.siamese.schemas.serde.Incoming;
import io.siamese.schemas.serde.ProbeReader;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes the image file out of a record, whichever form its value has. No bytes where there is none. */
final class ImageBytes {

    private static final byte[] NONE = {};

    private final ProbeReader probes;
    private final ExemplarReader exemplars;

    ImageBytes(ContractSchemas schemas) {
        this.probes = schemas.probeReader();
        this.exemplars = schemas.exemplarReader();
    }

    byte[] ofProbe(ConsumerRecord<byte[], byte[]> record) {
        return probes.read(record.value(), record.headers()) instanceof Incoming.Readable<Probe> readable
                ? copyBytes(readable.value().getImage())
                : rawValue(record);
    }

    byte[] ofExemplar(ConsumerRecord<byte[], byte[]> record) {
        return exemplars.read(record.value(), record.headers()) instanceof Incoming.Readable<Exemplar> readable
                ? copyBytes(readable.value().getImage())
                : rawValue(record);
    }

    /** What cannot be read as a record may be an image all the same, such as one with a malformed header. */
    private static byte[] rawValue(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null ? NONE : record.value();
    }

    private static byte[] copyBytes(ByteBuffer image) {
        byte[] copy = new byte[image.remaining()];
        image.duplicate().get(copy);
        return copy;
    }
}
