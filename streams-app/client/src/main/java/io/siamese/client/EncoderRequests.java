package io.siamese.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.siamese.events.EncoderAction;
import io.siamese.events.EncoderRequest;
import io.siamese.events.ExemplarStatus;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.UnreachableTopicException;
import io.siamese.schemas.resource.ResourceStack;
import io.siamese.schemas.serde.EventWriter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/**
 * Asks for another encoder to decide, or for the templates of one to be removed, and gives the answer as a future.
 *
 * <p>The answer is an {@link ExemplarStatus}: {@code ENROLLED} if the encoder decides from its epoch on, {@code REVOKED} if it
 * is retired, {@code REJECTED} with a reason otherwise. Thread-safe; the caller closes it.
 */
public final class EncoderRequests implements AutoCloseable {

    private static final String STATUS_PREFIX = "~encoder/";

    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final EventWriter writer;
    private final StatusAnswers answers;
    private final ResourceStack opened;

    private EncoderRequests(
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

    /**
     * Opens the clients.
     *
     * @param timeout how long an answer may take after its request is written
     * @throws UnreachableTopicException if the topic of encoders or of statuses cannot be found
     */
    public static EncoderRequests open(ContractSettings settings, Duration timeout) {
        String topic = settings.topics().names().encoders();
        try (ResourceStack opened = new ResourceStack()) {
            Producer<byte[], byte[]> producer = opened.add(Producers.open(settings, topic));
            EventWriter writer = opened.add(ContractSchemas.open(settings)).writer(EncoderRequest.getClassSchema());
            StatusAnswers answers = opened.add(StatusAnswers.open(settings, timeout));
            return new EncoderRequests(topic, producer, writer, answers, opened.release());
        }
    }

    /**
     * Asks for an encoder to decide.
     *
     * @param force though its calibration does not support a policy in force
     * @return the answer. It fails with a {@link KafkaException} if the request cannot be published, and with a
     *     {@link NoAnswerException} if no answer comes in time or before {@link #close}
     */
    public CompletableFuture<ExemplarStatus> activate(String encoderId, boolean force) {
        return publish(encoderId, EncoderAction.ACTIVATE, force);
    }

    /**
     * Asks for the templates of an encoder to be removed.
     *
     * @return as {@link #activate}
     */
    public CompletableFuture<ExemplarStatus> retire(String encoderId) {
        return publish(encoderId, EncoderAction.RETIRE, false);
    }

    private CompletableFuture<ExemplarStatus> publish(String encoderId, EncoderAction action, boolean force) {
        EncoderRequest request =
                EncoderRequest.newBuilder().setAction(action).setForce(force).build();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, encoderId.getBytes(US_ASCII), writer.write(topic, request));
        return answers.expect(
                STATUS_PREFIX + encoderId, () -> Producers.send(producer, record, "the request for " + encoderId));
    }

    /** Ends the reading first, which fails the answers that have not come, then closes the clients. */
    @Override
    public void close() {
        opened.close();
    }
}
