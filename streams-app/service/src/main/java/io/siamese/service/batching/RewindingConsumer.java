package io.siamese.service.batching;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Goes back to the records that an interceptor has cut off a poll: to the next offsets that the poll states. They are fetched again
 * by the next poll.
 */
final class RewindingConsumer extends KafkaConsumer<byte[], byte[]> {
    RewindingConsumer(Map<String, Object> settings) {
        super(rewinding(settings), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Map<String, Object> rewinding(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(ChunkInterceptor.REWINDS, true);
        return all;
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
        records.nextOffsets().forEach((partition, next) -> {
            if (next.offset() < position(partition)) {
                seek(partition, next);
            }
        });
        return records;
    }
}
