package io.siamese.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.events.Feedback;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.UnreachableTopicException;
import io.siamese.schemas.resource.ResourceStack;
import io.siamese.schemas.serde.EventWriter;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Publishes what people say about decisions. Thread-safe; the caller closes it. */
public final class FeedbackPublisher implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final EventWriter writer;
    private final String topic;
    private final ResourceStack opened;

    private FeedbackPublisher(
            Producer<byte[], byte[]> producer, EventWriter writer, String topic, ResourceStack opened) {
        this.producer = producer;
        this.writer = writer;
        this.topic = topic;
        this.opened = opened;
    }

    /**
     * Opens the clients.
     *
     * @throws UnreachableTopicException if the topic of feedback cannot be found
     */
    public static FeedbackPublisher open(ContractSettings settings) {
        String topic = settings.topics().names().feedback();
        try (ResourceStack opened = new ResourceStack()) {
            ContractSchemas schemas = opened.add(ContractSchemas.open(settings));
            Producer<byte[], byte[]> producer = opened.add(Producers.open(settings, topic));
            EventWriter writer = schemas.writer(Feedback.getClassSchema());
            return new FeedbackPublisher(producer, writer, topic, opened.release());
        }
    }

    /**
     * Sends one verdict, under the image's id.
     *
     * @return where it was written. It fails with a {@link KafkaException} if it cannot be published
     */
    public CompletableFuture<RecordMetadata> publish(Feedback feedback) {
        byte[] key = feedback.getImageId().getBytes(UTF_8);
        return Producers.send(
                producer,
                new ProducerRecord<>(topic, key, writer.write(topic, feedback)),
                "feedback on " + feedback.getImageId());
    }

    @Override
    public void close() {
        opened.close();
    }
}
