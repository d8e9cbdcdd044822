package io.siamese.console.picture;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.events.Exemplar;
import io.siamese.events.Probe;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.sealing.SealException;
import io.siamese.schemas.sealing.SealedPlace;
import io.siamese.schemas.sealing.Sealing;
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
    private final Sealing sealing;

    ImageBytes(ContractSchemas schemas) {
        this.probes = schemas.probeReader();
        this.exemplars = schemas.exemplarReader();
        this.sealing = schemas.sealing();
    }

    byte[] ofProbe(ConsumerRecord<byte[], byte[]> record) throws NoPictureException {
        if (probes.read(record.value(), record.headers()) instanceof Incoming.Readable<Probe> readable) {
            Probe probe = readable.value();
            String id = record.key() == null ? "" : new String(record.key(), UTF_8);
            return opened(copyBytes(probe.getImage()), SealedPlace.probe(probe.getGallery(), id));
        }
        return rawValue(record);
    }

    byte[] ofExemplar(ExemplarKey key, ConsumerRecord<byte[], byte[]> record) throws NoPictureException {
        return exemplars.read(record.value(), record.headers()) instanceof Incoming.Readable<Exemplar> readable
                ? opened(copyBytes(readable.value().getImage()), SealedPlace.exemplar(key))
                : rawValue(record);
    }

    private byte[] opened(byte[] image, SealedPlace place) throws NoPictureException {
        try {
            return sealing.open(image, place);
        } catch (SealException e) {
            throw NoPictureException.unreadable(e.reason());
        }
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
