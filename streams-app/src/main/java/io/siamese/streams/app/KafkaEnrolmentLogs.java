package io.siamese.streams.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.events.ActiveEncoder;
import io.siamese.events.Template;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.GalleryLogKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import io.siamese.schemas.topic.TopicNames;
import io.siamese.streams.topology.EnrolmentLogs;
import io.siamese.streams.topology.EventSerdes;
import io.siamese.streams.topology.ExemplarBook;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Reads the logs of enrolment with plain consumers. Thread-safe. */
final class KafkaEnrolmentLogs implements EnrolmentLogs {
    private final LogReader reader;
    private final TopicNames topics;
    private final String encoderId;
    private final String group;
    private final EventReader<Template> templates;
    private final EventReader<ActiveEncoder> activeEncoders;

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
            ExemplarKey key = ExemplarKey.parse(record.key());
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
    public Templates templates() {
        Map<String, Long> live = new HashMap<>();
        String[] active = {null};
        reader.readSettled(new TopicPartition(topics.exemplarEmbeddings(), 0), record -> {
            try {
                GalleryLogKey key = GalleryLogKey.parse(record.key());
                if (key instanceof GalleryLogKey.ActiveEncoderKey) {
                    active[0] = active(record.value());
                } else if (key instanceof GalleryLogKey.TemplateKey template
                        && template.encoderId().equals(encoderId)) {
                    note(live, template, record.value());
                }
            } catch (MalformedKeyException e) {
                // Not ours.
            }
        });
        return new Templates(live, Optional.ofNullable(active[0]));
    }

    private String active(byte[] value) {
        return activeEncoders.read(value) instanceof Incoming.Readable<ActiveEncoder> readable
                ? readable.value().getEncoderId()
                : null;
    }

    /** An unreadable template counts as one whose exemplar is long gone unless there still is one. */
    private void note(Map<String, Long> live, GalleryLogKey.TemplateKey key, byte[] value) {
        String exemplar = new String(key.exemplarKey(), UTF_8);
        if (value == null) {
            live.remove(exemplar);
        } else {
            live.put(
                    exemplar,
                    templates.read(value) instanceof Incoming.Readable<Template> readable
                            ? readable.value().getExemplarOffset()
                            : -1L);
        }
    }
}
