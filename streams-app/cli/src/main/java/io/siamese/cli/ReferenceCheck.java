package io.siamese.cli;

import io.siamese.events.Exemplar;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.TopicTail;
import io.siamese.schemas.serde.ExemplarReader;
import io.siamese.schemas.serde.Incoming;
import io.siamese.schemas.serde.ValueFormat;
import io.siamese.service.config.AppConfig;
import io.siamese.service.fetching.FetchSettings;
import io.siamese.service.fetching.ImageReference;
import io.siamese.service.fetching.ImageStoreException;
import io.siamese.service.fetching.ReferencedImages;
import io.siamese.service.fetching.References;
import io.siamese.service.flow.Observer;
import io.siamese.service.loading.EncoderChoice;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Looks whether the images of exemplars that lie elsewhere can still be had: a new encoder will need them. */
final class ReferenceCheck {
    private final AppConfig config;
    private final Map<ByteBuffer, ImageReference> references = new HashMap<>();

    /**
     * Says what was found.
     *
     * @param exemplars whose images lie elsewhere
     * @param gone of them that a new encoder could not enrol
     * @param unanswered of them whose store gave no answer now
     */
    record Found(int exemplars, int gone, int unanswered) {}

    ReferenceCheck(AppConfig config) {
        this.config = config;
    }

    /** Reads the topic of exemplars to its end, and fetches each image that lies elsewhere. */
    Found countMissing() {
        readExemplars();
        FetchSettings settings = EncoderChoice.fetchSettings(config.imageUris());
        int gone = 0;
        int unanswered = 0;
        try (ReferencedImages images = new ReferencedImages(settings, new Observer.Silent())) {
            for (ImageReference reference : references.values()) {
                try {
                    gone += images.fetchOnce(reference).fold(image -> 0, reason -> 1);
                } catch (ImageStoreException e) {
                    unanswered++;
                }
            }
        }
        return new Found(references.size(), gone, unanswered);
    }

    private void readExemplars() {
        String topic = config.topics().names().exemplars();
        try (ContractSchemas schemas = ContractSchemas.open(config.contract());
                TopicTail exemplars = TopicTail.open(config.contract(), topic, true)) {
            ExemplarReader reader = schemas.exemplarReader();
            exemplars.readToEnd(record -> {
                if (record.key() != null) {
                    remember(ByteBuffer.wrap(record.key()), reference(reader, record));
                }
            });
        }
    }

    private void remember(ByteBuffer key, @Nullable ImageReference reference) {
        if (reference == null) {
            references.remove(key);
        } else {
            references.put(key, reference);
        }
    }

    static @Nullable ImageReference reference(ExemplarReader reader, ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null || ValueFormat.of(record.value()).isImage()) {
            return null;
        }
        return reader.read(record.value(), record.headers()) instanceof Incoming.Readable<Exemplar> exemplar
                ? References.findReference(exemplar.value(), record.topic(), record.partition(), record.offset())
                : null;
    }
}
