package io.siamese.client;

import io.siamese.events.Exemplar;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.UnreachableTopicException;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.resource.ResourceStack;
import io.siamese.schemas.sealing.KeyOutageException;
import io.siamese.schemas.serde.EventWriter;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes exemplars and revocations without waiting for their statuses. {@link EnrolmentRequests} waits for them.
 *
 * <p>Thread-safe; the caller closes it.
 */
public final class ExemplarPublisher implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final EventWriter writer;
    private final String topic;
    private final ImageSealing sealing;
    private final ResourceStack opened;

    private ExemplarPublisher(
            Producer<byte[], byte[]> producer,
            EventWriter writer,
            String topic,
            ImageSealing sealing,
            ResourceStack opened) {
        this.producer = producer;
        this.writer = writer;
        this.topic = topic;
        this.sealing = sealing;
        this.opened = opened;
    }

    /**
     * Opens the clients.
     *
     * @throws UnreachableTopicException if the topic of exemplars cannot be found
     */
    public static ExemplarPublisher open(ContractSettings settings) {
        String topic = settings.topics().names().exemplars();
        try (ResourceStack opened = new ResourceStack()) {
            ContractSchemas schemas = opened.add(ContractSchemas.open(settings));
            Producer<byte[], byte[]> producer = opened.add(Producers.open(settings, topic));
            EventWriter writer = schemas.writer(Exemplar.getClassSchema());
            return new ExemplarPublisher(
                    producer, writer, topic, new ImageSealing(settings.sealing()), opened.release());
        }
    }

    /**
     * Enrols an image, or replaces the one of this key. It is encrypted if the settings have keys.
     *
     * @param key names one exemplar, not a prefix
     * @param image bytes of an image file (PNG, JPEG, WebP, GIF, BMP or TIFF); the status says what is wrong with them
     * @return where it was written. It fails with a {@link KafkaException} if the image cannot be published
     * @throws IllegalArgumentException if the key is a prefix, or the settings have keys and the gallery has none
     * @throws KeyOutageException if its key cannot be had now
     */
    public CompletableFuture<RecordMetadata> enrol(ExemplarKey key, byte[] image, ExemplarTerms terms) {
        if (key.isPrefix()) {
            throw new IllegalArgumentException(key.text() + " names no exemplar");
        }
        return sendRecord(key, writer.write(topic, terms.exemplar(key, sealing.forExemplar(key, image))));
    }

    /**
     * Revokes an exemplar or, by a prefix, all of a subject or a gallery.
     *
     * @return as {@link #enrol}
     */
    public CompletableFuture<RecordMetadata> revoke(ExemplarKey key) {
        return sendRecord(key, null);
    }

    private CompletableFuture<RecordMetadata> sendRecord(ExemplarKey key, byte @Nullable [] value) {
        return Producers.send(producer, new ProducerRecord<>(topic, key.bytes(), value), key.text());
    }

    /** Sends what is buffered, now. */
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        opened.close();
    }
}
