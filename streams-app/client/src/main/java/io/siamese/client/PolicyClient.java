package io.siamese.client;

import io.siamese.events.ExemplarStatus;
import io.siamese.events.PolicyRequest;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.key.GalleryLogKey.PolicyKey;
import io.siamese.schemas.serde.EventWriter;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Asks for policies. For one thread; whoever opens it closes it. */
public final class PolicyClient implements AutoCloseable {
    private static final String STATUS_PREFIX = "~policy/";

    private final ContractSettings settings;
    private final Producer<byte[], byte[]> producer;
    private final StatusWatcher statuses;
    private final ContractSchemas schemas;

    private PolicyClient(
            ContractSettings settings,
            Producer<byte[], byte[]> producer,
            StatusWatcher statuses,
            ContractSchemas schemas) {
        this.settings = settings;
        this.producer = producer;
        this.statuses = statuses;
        this.schemas = schemas;
    }

    /** @throws UnreachableTopicException if a topic of policies cannot be found */
    public static PolicyClient open(ContractSettings settings) {
        Producer<byte[], byte[]> producer =
                Producers.open(settings, settings.topics().names().policies());
        try {
            return new PolicyClient(settings, producer, StatusWatcher.open(settings), ContractSchemas.open(settings));
        } catch (RuntimeException e) {
            producer.close();
            throw e;
        }
    }

    /**
     * Publishes a request, and waits for its answer.
     *
     * @param request null: the policy is to be removed
     * @return empty if no answer came in time
     * @throws KafkaException if it cannot be published
     */
    public Optional<ExemplarStatus> ask(PolicyKey key, @Nullable PolicyRequest request, Duration atMost) {
        long offset = publish(key, request);
        long end = System.nanoTime() + atMost.toNanos();
        while (System.nanoTime() < end) {
            for (StatusWatcher.KeyedStatus status : statuses.poll(Duration.ofMillis(100))) {
                if (status.key().equals(STATUS_PREFIX + key.segment())
                        && status.status().getSourceOffset() == offset) {
                    return Optional.of(status.status());
                }
            }
        }
        return Optional.empty();
    }

    private long publish(PolicyKey key, @Nullable PolicyRequest request) {
        String topic = settings.topics().names().policies();
        EventWriter writer = schemas.writer(PolicyRequest.getClassSchema());
        byte[] value = request == null ? null : writer.write(topic, request);
        try {
            return producer.send(new ProducerRecord<>(topic, key.requestKey(), value))
                    .get()
                    .offset();
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new KafkaException("the policy could not be published: " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        producer.close();
        statuses.close();
        schemas.close();
    }
}
