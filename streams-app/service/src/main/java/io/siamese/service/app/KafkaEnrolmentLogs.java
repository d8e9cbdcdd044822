package io.siamese.service.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.siamese.events.ActiveEncoder;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.Template;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.topic.TopicNames;
import io.siamese.service.enrolment.ExemplarBook;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.gallerylog.EnrolmentLogs;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads the logs of enrolment with plain consumers. Thread-safe. */
final class KafkaEnrolmentLogs implements EnrolmentLogs {
    private final LogReader reader;
    private final TopicNames topics;
    private final String encoderId;
    private final String group;
    private final EventReader<Template> templates;
    private final EventReader<ActiveEncoder> activeEncoders;
    private final EventReader<EffectivePolicy> policies;

    /**
     * @param encoderId the encoder whose templates are read
     * @param group consumer group of the enrolment application
     */
    KafkaEnrolmentLogs(LogReader reader, TopicNames topics, EventSerdes serdes, String encoderId, String group) {
        this.reader = reader;
        this.topics = topics;
        this.encoderId = encoderId;
        this.group = group;
        templates = serdes.reader(Template.class);
        activeEncoders = serdes.reader(ActiveEncoder.class);
        policies = serdes.reader(EffectivePolicy.class);
    }

    @Override
    public Exemplars exemplars() {
        TopicPartition partition = new TopicPartition(topics.exemplars(), 0);
        long committed = reader.committed(group, partition)
                .map(OffsetAndMetadata::offset)
                .orElse(0L);
        ExemplarBook book = new ExemplarBook(Map.of(), Map.of(), Map.of());
        long[] last = {-1};
        long end = reader.readCommitted(partition, record -> {
            last[0] = record.offset();
            note(book, record);
        });
        return book.snapshot(end, last[0], committed);
    }

    private static void note(ExemplarBook book, ConsumerRecord<byte[], byte[]> record) {
        try {
            ExemplarKey key = ExemplarKey.parse(key(record));
            if (record.value() != null && !key.isPrefix()) {
                book.received(key.text(), record.offset());
            } else if (record.value() == null && key.isPrefix()) {
                book.erased(key.below(), record.offset());
            } else if (record.value() == null) {
                book.revoked(key.text(), record.offset());
            }
        } catch (MalformedKeyException e) {
            // No template can come of it.
        }
    }

    @Override
    public Templates templates(BiConsumer<byte[], byte @Nullable []> each) {
        LogState state = new LogState(encoderId, templates, activeEncoders, policies);
        reader.readSettled(new TopicPartition(topics.exemplarEmbeddings(), 0), record -> {
            state.note(record);
            each.accept(record.key(), record.value());
        });
        return state.templates();
    }

    @Override
    public void requests(BiConsumer<String, Request> each) {
        reader.readCommitted(
                new TopicPartition(topics.policies(), 0),
                record ->
                        each.accept(new String(key(record), ISO_8859_1), new Request(record.offset(), record.value())));
    }

    /** A compacted topic takes no record without a key; one that was not always compacted may hold some. */
    private static byte[] key(ConsumerRecord<byte[], byte[]> record) {
        return record.key() == null ? new byte[0] : record.key();
    }
}
