package io.siamese.client;

import io.siamese.events.ExemplarStatus;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.resource.ResourceStack;
import io.siamese.schemas.serde.EventWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Publishes requests to one topic that are answered in the topic of statuses. Thread-safe; the caller closes it. */
final class AnsweredRequests implements AutoCloseable {

    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final EventWriter writer;
    private final StatusAnswers answers;
    private final ResourceStack opened;

    private AnsweredRequests(
            String topic,
            Producer<byte[], byte[]> producer,
            EventWriter writer,
            StatusAnswers answers,
            ResourceStack opened) {
        this.topic = topic;
        this.producer = producer;
        this.writer = writer;
        this.answers = answers;
        this.opened = opened;
    }

    /** @throws io.siamese.schemas.kafka.UnreachableTopicException if the topic, or that of statuses, cannot be found */
    static AnsweredRequests open(ContractSettings settings, String topic, Schema schema, Duration timeout) {
        try (ResourceStack opened = new ResourceStack()) {
            Producer<byte[], byte[]> producer = opened.add(Producers.open(settings, topic));
            EventWriter writer = opened.add(ContractSchemas.open(settings)).writer(schema);
            StatusAnswers answers = opened.add(StatusAnswers.open(settings, timeout));
            return new AnsweredRequests(topic, producer, writer, answers, opened.release());
        }
    }

    /**
     * Publishes one request.
     *
     * @param request null: a removal
     * @param statusKey key of the status that answers it
     * @param what names it in the message of a failure
     */
    CompletableFuture<ExemplarStatus> publish(
            byte[] key, @Nullable SpecificRecord request, String statusKey, String what) {
        byte[] value = request == null ? null : writer.write(topic, request);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
        return answers.expect(statusKey, () -> Producers.send(producer, record, what));
    }

    /** Ends the reading first, which fails the answers that have not come, then closes the clients. */
    @Override
    public void close() {
        opened.close();
    }
}
