package io.siamese.service.batching;

import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Tells when a transaction has ended. A producer that is made anew has given up what the one before it had open. */
final class ObservedProducer extends KafkaProducer<byte[], byte[]> {
    private final Runnable onTransactionEnd;

    ObservedProducer(Map<String, Object> settings, Runnable onTransactionEnd) {
        super(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.onTransactionEnd = onTransactionEnd;
        onTransactionEnd.run();
    }

    @Override
    public void commitTransaction() {
        super.commitTransaction();
        onTransactionEnd.run();
    }

    @Override
    public void abortTransaction() {
        super.abortTransaction();
        onTransactionEnd.run();
    }
}
