package io.siamese.streams.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.events.ExemplarStatus;
import io.siamese.events.PolicyRequest;
import io.siamese.schemas.key.GalleryLogKey.PolicyKey;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.EventWriter;
import io.siamese.schemas.serde.Incoming;
import io.siamese.streams.config.AppConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Asks for policies, and tells what became of requests. For one thread; whoever opens it closes it. */
public final class PolicyClient implements AutoCloseable {
    private static final String STATUS_PREFIX = "~policy/";

    /**
     * A request that stands in the topic, and the latest answer to its key.
     *
     * @param answer null: none yet, or none any more
     */
    public record Asked(
            PolicyRequest request, long offset, @Nullable ExemplarStatus answer) {}

    private final AppConfig config;
    private final Producer<byte[], byte[]> producer;
    private final StatusWatcher statuses;
    private final ContractSchemas schemas;

    private PolicyClient(
            AppConfig config, Producer<byte[], byte[]> producer, StatusWatcher statuses, ContractSchemas schemas) {
        this.config = config;
        this.producer = producer;
        this.statuses = statuses;
        this.schemas = schemas;
    }

    /** @throws UnreachableTopicException if a topic of policies cannot be found */
    public static PolicyClient open(AppConfig config) {
        Producer<byte[], byte[]> producer =
                Producers.open(config, config.topics().names().policies());
        try {
            return new PolicyClient(config, producer, StatusWatcher.open(config), ContractSchemas.open(config));
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
        String topic = config.topics().names().policies();
        EventWriter writer = schemas.writer(PolicyRequest.getClassSchema());
        byte[] value = request == null ? null : writer.write(topic, request);
        try {
            return producer.send(new ProducerRecord<>(topic, key.requestKey(), value))
                    .get()
                    .offset();
        } catch (ExecutionException e) {
            throw new KafkaException(
                    "the policy could not be published: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** The requests that stand in the topic, by key, each with the latest answer. Reads both topics to their ends. */
    public Map<String, Asked> asked() {
        Map<String, ExemplarStatus> answers = new TreeMap<>();
        EventReader<ExemplarStatus> answerReader = schemas.reader(ExemplarStatus.class);
        read(config.topics().names().exemplarStatus(), (key, value, offset) -> {
            if (key.startsWith(STATUS_PREFIX)
                    && answerReader.read(value) instanceof Incoming.Readable<ExemplarStatus> readable) {
                answers.put(key.substring(STATUS_PREFIX.length()), readable.value());
            }
        });
        Map<String, Asked> asked = new TreeMap<>();
        EventReader<PolicyRequest> requestReader = schemas.reader(PolicyRequest.class);
        read(config.topics().names().policies(), (key, value, offset) -> {
            asked.remove(key);
            if (requestReader.read(value) instanceof Incoming.Readable<PolicyRequest> readable) {
                asked.put(key, new Asked(readable.value(), offset, answers.get(key)));
            }
        });
        return asked;
    }

    private interface Each {
        void take(String key, byte[] value, long offset);
    }

    private void read(String topic, Each each) {
        try (TopicTail tail = TopicTail.open(config, topic, true)) {
            tail.readToEnd(record -> {
                if (record.key() != null) {
                    each.take(new String(record.key(), UTF_8), record.value(), record.offset());
                }
            });
        }
    }

    @Override
    public void close() {
        producer.close();
        statuses.close();
        schemas.close();
    }
}
