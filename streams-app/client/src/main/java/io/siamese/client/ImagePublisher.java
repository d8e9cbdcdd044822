package io.siamese.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.events.Probe;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.UnreachableTopicException;
import io.siamese.schemas.resource.ResourceStack;
import io.siamese.schemas.sealing.KeyOutageException;
import io.siamese.schemas.serde.EventWriter;
import io.siamese.schemas.serde.RegionText;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Publishes images without waiting for their decisions. {@link DecisionRequests} waits for them.
 *
 * <p>Thread-safe; the caller closes it.
 */
public final class ImagePublisher implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final EventWriter writer;
    private final String topic;
    private final ImageSealing sealing;
    private final ResourceStack opened;

    private ImagePublisher(
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
     * @throws UnreachableTopicException if the topic of images cannot be found
     */
    public static ImagePublisher open(ContractSettings settings) {
        String topic = settings.topics().names().images();
        try (ResourceStack opened = new ResourceStack()) {
            ContractSchemas schemas = opened.add(ContractSchemas.open(settings));
            Producer<byte[], byte[]> producer = opened.add(Producers.open(settings, topic));
            EventWriter writer = schemas.writer(Probe.getClassSchema());
            return new ImagePublisher(producer, writer, topic, new ImageSealing(settings.sealing()), opened.release());
        }
    }

    /**
     * Sends one image, encrypted if the settings have keys.
     *
     * @return where it was written, which is what its decision names as {@code source}. It fails with a
     *     {@link KafkaException} if the image cannot be published
     * @throws IllegalArgumentException if the settings have keys, and the gallery has none
     * @throws KeyOutageException if its key cannot be had now
     */
    public CompletableFuture<RecordMetadata> publish(DecisionRequest request) {
        return Producers.send(producer, request.bare() ? bareRecord(request) : probeRecord(request), request.imageId());
    }

    private ProducerRecord<byte[], byte[]> probeRecord(DecisionRequest request) {
        Probe probe = Probe.newBuilder()
                .setImageId(request.imageId())
                .setGallery(request.gallery())
                .setClaimedSubject(request.claimedSubject())
                .setMinEpoch(request.minEpoch())
                .setImage(ByteBuffer.wrap(sealing.forProbe(request)))
                .setCrop(request.crop())
                .setPoints(request.points())
                .setImageUri(
                        request.address() == null ? null : request.address().uri())
                .setImageSha256(
                        request.address() == null ? null : request.address().sha256())
                .build();
        return new ProducerRecord<>(topic, keyBytes(request), writer.write(topic, probe));
    }

    private ProducerRecord<byte[], byte[]> bareRecord(DecisionRequest request) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, keyBytes(request), sealing.forProbe(request));
        addHeader(record, "gallery", request.gallery());
        addHeader(record, "claimed-subject", request.claimedSubject());
        addHeader(record, "min-epoch", request.minEpoch());
        addHeader(record, "crop", request.crop() == null ? null : RegionText.of(request.crop()));
        addHeader(record, "points", request.points().isEmpty() ? null : RegionText.of(request.points()));
        return record;
    }

    private static void addHeader(ProducerRecord<byte[], byte[]> record, String name, @Nullable Object value) {
        if (value != null) {
            record.headers().add(name, value.toString().getBytes(UTF_8));
        }
    }

    private static byte[] keyBytes(DecisionRequest request) {
        return request.imageId().getBytes(UTF_8);
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
