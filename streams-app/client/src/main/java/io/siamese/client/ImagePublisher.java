package io.siamese.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.events.Probe;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.serde.EventWriter;
import java.nio.ByteBuffer;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Publishes images to decide on. Thread-safe; whoever opens it closes it. */
public final class ImagePublisher implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final ContractSchemas schemas;
    private final EventWriter writer;
    private final String topic;

    private ImagePublisher(Producer<byte[], byte[]> producer, ContractSchemas schemas, String topic) {
        this.producer = producer;
        this.schemas = schemas;
        this.writer = schemas.writer(Probe.getClassSchema());
        this.topic = topic;
    }

    /** @throws UnreachableTopicException if the topic of images cannot be found */
    public static ImagePublisher open(ContractSettings settings) {
        String topic = settings.topics().names().images();
        Producer<byte[], byte[]> producer = Producers.open(settings, topic);
        return new ImagePublisher(producer, ContractSchemas.open(settings), topic);
    }

    /** Sends one image. The future gives where it was written: what its decision names as {@code source}. */
    public Future<RecordMetadata> publish(Submission submission) {
        return producer.send(submission.bare() ? bare(submission) : probe(submission));
    }

    private ProducerRecord<byte[], byte[]> probe(Submission submission) {
        Probe probe = Probe.newBuilder()
                .setImageId(submission.imageId())
                .setGallery(submission.gallery())
                .setClaimedSubject(submission.claimedSubject())
                .setMinEpoch(submission.minEpoch())
                .setImage(ByteBuffer.wrap(submission.image()))
                .build();
        return new ProducerRecord<>(topic, key(submission), writer.write(topic, probe));
    }

    private ProducerRecord<byte[], byte[]> bare(Submission submission) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key(submission), submission.image());
        header(record, "gallery", submission.gallery());
        header(record, "claimed-subject", submission.claimedSubject());
        header(record, "min-epoch", submission.minEpoch());
        return record;
    }

    private static void header(ProducerRecord<byte[], byte[]> record, String name, @Nullable Object value) {
        if (value != null) {
            record.headers().add(name, value.toString().getBytes(UTF_8));
        }
    }

    private static byte[] key(Submission submission) {
        return submission.imageId().getBytes(UTF_8);
    }

    /** Sends what is buffered, now. */
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close();
        schemas.close();
    }
}
