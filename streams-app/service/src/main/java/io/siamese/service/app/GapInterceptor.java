package io.siamese.service.app;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Tells {@link ImageGaps} what a consumer of images polls. It changes nothing. Made by Kafka, one for each consumer. */
public final class GapInterceptor implements ConsumerInterceptor<byte[], byte[]> {
    /** Setting of the consumer: the {@link ImageGaps} themselves. */
    static final String GAPS = "siamese.image.gaps";

    private @Nullable ImageGaps gaps;

    @Override
    public void configure(Map<String, ?> configs) {
        gaps = (ImageGaps) configs.get(GAPS);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        if (gaps != null) {
            for (TopicPartition partition : records.partitions()) {
                List<ConsumerRecord<byte[], byte[]>> polled = records.records(partition);
                OffsetAndMetadata next = records.nextOffsets().get(partition);
                long last = polled.get(polled.size() - 1).offset() + 1;
                gaps.recordPoll(partition, polled.get(0).offset(), next == null ? last : Math.max(last, next.offset()));
            }
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // Streams commits through its producer.
    }

    @Override
    public void close() {
        // The gaps belong to the generation.
    }
}
