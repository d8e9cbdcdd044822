package io.siamese.client;

import io.siamese.events.Exemplar;
import io.siamese.schemas.kafka.ContractSchemas;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.serde.EventWriter;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Publishes what images are compared with. Thread-safe; whoever opens it closes it. */
public final class ExemplarPublisher implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final ContractSchemas schemas;
    private final EventWriter writer;
    private final String topic;
    private final ExemplarTerms terms;

    private ExemplarPublisher(
            Producer<byte[], byte[]> producer, ContractSchemas schemas, String topic, ExemplarTerms terms) {
        this.terms = terms;
        this.producer = producer;
        this.schemas = schemas;
        this.writer = schemas.writer(Exemplar.getClassSchema());
        this.topic = topic;
    }

    /** @throws UnreachableTopicException if the topic of exemplars cannot be found */
    public static ExemplarPublisher open(ContractSettings settings) {
        return open(settings, ExemplarTerms.ordinary());
    }

    /**
     * As {@link #open(ContractSettings)}.
     *
     * @param terms of all that is enrolled through it
     */
    public static ExemplarPublisher open(ContractSettings settings, ExemplarTerms terms) {
        String topic = settings.topics().names().exemplars();
        Producer<byte[], byte[]> producer = Producers.open(settings, topic);
        return new ExemplarPublisher(producer, ContractSchemas.open(settings), topic, terms);
    }

    /**
     * Enrols an image, or replaces the one of this key.
     *
     * @param key names one exemplar, not a prefix
     * @param image PNG or JPEG bytes; what is wrong with them is said by the status
     */
    public Future<RecordMetadata> enroll(ExemplarKey key, byte[] image) {
        if (key.isPrefix()) {
            throw new IllegalArgumentException(key.text() + " names no exemplar");
        }
        return producer.send(new ProducerRecord<>(topic, key.bytes(), writer.write(topic, terms.exemplar(key, image))));
    }

    /** Revokes an exemplar or, by a prefix, all of a subject or a gallery. */
    public Future<RecordMetadata> revoke(ExemplarKey key) {
        return producer.send(new ProducerRecord<>(topic, key.bytes(), null));
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
