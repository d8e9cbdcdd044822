package io.siamese.schemas.serde;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/**
 * Uses topic {@code schemas} as a registry without a server. A key is the CRC-64-AVRO fingerprint of a schema's
 * parsing canonical form, as 16 lower-case hexadecimal digits, most significant first. A value is the schema's JSON.
 * Writers publish before they write; readers look up what they do not know.
 *
 * <p>An unknown fingerprint makes the topic be read to its end, once and for a bounded time; that it is not there is
 * remembered for {@value #MISS_SECONDS} s, and that the topic could not be read for {@value #FAILURE_SECONDS} s. Nothing
 * is read before the first unknown fingerprint. Thread-safe; whoever creates it closes it.
 */
public final class KafkaSchemaTopic implements SchemaSource, AutoCloseable {

    /** The time that one lookup may take, in seconds, unless told otherwise. */
    public static final int TIMEOUT_SECONDS = 5;

    private static final int MISS_SECONDS = 10;
    private static final int FAILURE_SECONDS = 1;

    private final PublishedSchemas published = new PublishedSchemas();
    private final SchemaTopicReader reader;
    private final SchemaTopicClients clients;
    private final String topic;
    private final Duration timeout;
    private final Clock clock;
    private final RecentMisses<Long> misses;
    private Instant failedUntil = Instant.MIN;

    /**
     * @param client settings of Kafka clients, {@code bootstrap.servers} at least; settings for consumers or producers alone
     *     are overridden
     * @param topic the topic's name
     */
    public KafkaSchemaTopic(Map<String, ?> client, String topic) {
        this(client, topic, Duration.ofSeconds(TIMEOUT_SECONDS), Clock.systemUTC());
    }

    /**
     * @param client as above
     * @param topic the topic's name
     * @param timeout the time that one lookup, and one publication, may take
     * @param clock the time by which misses and failures are forgotten
     */
    public KafkaSchemaTopic(Map<String, ?> client, String topic, Duration timeout, Clock clock) {
        this.clients = new SchemaTopicClients(Map.copyOf(client), timeout);
        this.reader = new SchemaTopicReader(clients, topic, timeout, published);
        this.topic = topic;
        this.timeout = timeout;
        this.clock = clock;
        this.misses = new RecentMisses<>(Duration.ofSeconds(MISS_SECONDS), clock);
    }

    @Override
    public Optional<Schema> byFingerprint(long fingerprint) {
        Optional<Schema> known = published.find(fingerprint);
        return known.isPresent() ? known : lookUpInTopic(fingerprint);
    }

    private synchronized Optional<Schema> lookUpInTopic(long fingerprint) {
        // Another thread may have read on while this one waited.
        Optional<Schema> known = published.find(fingerprint);
        if (known.isPresent() || misses.contains(fingerprint)) {
            return known;
        }
        catchUp();
        Optional<Schema> found = published.find(fingerprint);
        if (found.isEmpty()) {
            misses.add(fingerprint);
        }
        return found;
    }

    private void catchUp() {
        if (clock.instant().isBefore(failedUntil)) {
            throw new SchemaLookupException("topic " + topic + " could not be read a moment ago");
        }
        try {
            reader.catchUp();
        } catch (KafkaException e) {
            failedUntil = clock.instant().plusSeconds(FAILURE_SECONDS);
            throw new SchemaLookupException("topic " + topic + " could not be read within " + timeout, e);
        }
    }

    /**
     * Publishes the schemas that the topic does not hold yet, and returns once they are safe.
     *
     * @throws SchemaLookupException if the topic does not exist or cannot be reached in time
     */
    public synchronized void publish(List<Schema> schemas) {
        catchUp();
        List<Schema> missing = schemas.stream()
                .filter(schema -> published
                        .find(SchemaNormalization.parsingFingerprint64(schema))
                        .isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            sendSchemas(missing);
            catchUp();
        }
    }

    private void sendSchemas(List<Schema> schemas) {
        try (KafkaProducer<byte[], byte[]> producer = clients.producer()) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (Schema schema : schemas) {
                String key = Fingerprint.keyText(SchemaNormalization.parsingFingerprint64(schema));
                sent.add(producer.send(new ProducerRecord<>(topic, 0, utf8(key), utf8(schema.toString()))));
            }
            for (Future<RecordMetadata> one : sent) {
                one.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SchemaLookupException("interrupted while publishing to topic " + topic, e);
        } catch (KafkaException | ExecutionException | TimeoutException e) {
            throw new SchemaLookupException(
                    "schemas could not be published to topic " + topic + " within " + timeout, e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Closes the consumer. A lookup after this fails. */
    @Override
    public synchronized void close() {
        reader.close();
    }
}
