package io.siamese.service.app;

import io.siamese.service.batching.ChunkInterceptor;
import io.siamese.service.batching.ChunkWorkers;
import io.siamese.service.config.AppConfig;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.GroupProtocol;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Makes the settings of the two Kafka Streams applications. What the user passes through replaces the defaults here, and what
 * the contract needs replaces both.
 */
final class StreamsProperties {
    /** Some 300 decisions: with 16 KiB a request carries a tenth of them, and each costs the broker a check. */
    private static final int BATCH_BYTES = 128 * 1024;

    private static final int SESSION_TIMEOUT_MS = 10_000;
    /** Enrolment reads the gallery log when its task starts, and the exemplars where a tombstone may have been missed. */
    private static final int MAX_POLL_INTERVAL_MS = 300_000;

    private final AppConfig config;
    private final int maxRecordBytes;

    /** @param maxRecordBytes largest record that the app writes */
    StreamsProperties(AppConfig config, int maxRecordBytes) {
        this.config = config;
        this.maxRecordBytes = maxRecordBytes;
    }

    Properties verification(ChunkWorkers<?> workers, ImageGaps gaps) {
        Properties properties = properties(
                config.streams().applicationId(),
                config.streams().threads(),
                config.streams().verificationTransaction(),
                workers);
        // A task reads one partition, so it has none to wait for. Looking for one costs Streams as much as reading a
        // record.
        properties.putIfAbsent(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        addInterceptor(properties, GapInterceptor.class);
        properties.put(StreamsConfig.mainConsumerPrefix(GapInterceptor.GAPS), gaps);
        return properties;
    }

    Properties enrolment(String group, ChunkWorkers<?> workers) {
        return properties(group, 1, config.streams().enrolmentTransaction(), workers);
    }

    private Properties properties(String applicationId, int threads, Duration transaction, ChunkWorkers<?> workers) {
        Properties properties = new Properties();
        properties.putAll(defaults(transaction));
        properties.putAll(liveness());
        properties.putAll(config.kafka().streams());
        properties.putAll(Map.of(
                StreamsConfig.APPLICATION_ID_CONFIG,
                applicationId,
                StreamsConfig.NUM_STREAM_THREADS_CONFIG,
                threads,
                StreamsConfig.STATE_DIR_CONFIG,
                config.streams().stateDir().toString(),
                StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
                StreamsConfig.EXACTLY_ONCE_V2));
        addInterceptor(properties, ChunkInterceptor.class);
        properties.put(StreamsConfig.mainConsumerPrefix(ChunkInterceptor.WORKERS), workers);
        return properties;
    }

    /** What the user may say otherwise. */
    private Map<String, Object> defaults(Duration transaction) {
        return Map.of(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                config.streams().commitInterval().toMillis(),
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                Math.toIntExact(
                        transaction.plus(config.streams().commitInterval()).toMillis()),
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
                maxRecordBytes,
                StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG),
                BATCH_BYTES,
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG),
                MAX_POLL_INTERVAL_MS,
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG),
                8 * maxRecordBytes,
                // There is no global thread. Without the setting Streams warns of its default at every start.
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_GLOBAL_ENABLED_CONFIG,
                true);
    }

    /** Adds an interceptor of the main consumer behind those that are set already. */
    private static void addInterceptor(Properties properties, Class<?> interceptor) {
        properties.merge(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
                interceptor.getName(),
                (theirs, ours) -> theirs + "," + ours);
    }

    /** Under the protocol of streams groups the broker sets these, and a consumer refuses them. */
    private Map<String, Object> liveness() {
        Object protocol = config.kafka().streams().get(StreamsConfig.GROUP_PROTOCOL_CONFIG);
        return protocol != null && protocol.toString().equalsIgnoreCase(GroupProtocol.STREAMS.name())
                ? Map.of()
                : Map.of(
                        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                        SESSION_TIMEOUT_MS,
                        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                        SESSION_TIMEOUT_MS / 5);
    }
}
