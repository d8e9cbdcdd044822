package io.siamese.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.UnreachableTopicException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Sends dead letters to the topic of images again, as they were received, with the header {@value #REDRIVEN_FROM}. The header
 * goes on to the decision. Thread-safe; the caller closes it.
 */
public final class DeadLetterRedrive implements AutoCloseable {

    /** Header of a redriven image: topic, partition and offset of its dead letter, joined by hyphens. */
    public static final String REDRIVEN_FROM = "redriven-from";

    private static final Set<String> CUT = Set.of("dead-letter-original-key-size", "dead-letter-original-value-size");
    private static final Set<String> ADDED = Set.of(
            "dead-letter-reason",
            "dead-letter-topic",
            "dead-letter-partition",
            "dead-letter-offset",
            "headers-dropped");

    private final Producer<byte[], byte[]> producer;
    private final String topic;

    private DeadLetterRedrive(Producer<byte[], byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /**
     * Opens a client.
     *
     * @throws UnreachableTopicException if the topic of images cannot be found
     */
    public static DeadLetterRedrive open(ContractSettings settings) {
        String topic = settings.topics().names().images();
        return new DeadLetterRedrive(Producers.open(settings, topic), topic);
    }

    /**
     * Sends a dead letter with its key, its value and the publisher's own headers.
     *
     * @return where it was written. It fails with a {@link KafkaException} if it cannot be published
     * @throws IllegalArgumentException if the dead letter holds only the first bytes of what was received
     */
    public CompletableFuture<RecordMetadata> redrive(ConsumerRecord<byte[], byte[]> letter) {
        if (isTruncated(letter)) {
            throw new IllegalArgumentException(
                    "this dead letter was cut, so the whole of it can no longer be sent: it says " + CUT);
        }
        ProducerRecord<byte[], byte[]> again =
                new ProducerRecord<>(topic, null, letter.key(), letter.value(), withoutAdded(letter.headers()));
        String place = letter.topic() + "-" + letter.partition() + "-" + letter.offset();
        again.headers().remove(REDRIVEN_FROM).add(REDRIVEN_FROM, place.getBytes(UTF_8));
        return Producers.send(producer, again, "dead letter " + letter.partition() + "-" + letter.offset());
    }

    /** Whether a dead letter holds only the first bytes of what was received. */
    static boolean isTruncated(ConsumerRecord<byte[], byte[]> letter) {
        return CUT.stream().anyMatch(name -> letter.headers().lastHeader(name) != null);
    }

    /** The service adds one header of each name behind those of the publisher, who may have used the same names. */
    private static List<Header> withoutAdded(Headers headers) {
        Set<String> added = new TreeSet<>(ADDED);
        List<Header> own = new ArrayList<>();
        List<Header> fromTheEnd = new ArrayList<>(List.of(headers.toArray()));
        Collections.reverse(fromTheEnd);
        for (Header header : fromTheEnd) {
            if (!added.remove(header.key())) {
                own.add(header);
            }
        }
        Collections.reverse(own);
        return own;
    }

    @Override
    public void close() {
        producer.close();
    }
}
