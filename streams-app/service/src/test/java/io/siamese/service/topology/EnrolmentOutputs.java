package io.siamese.service.topology;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.events.ActiveEncoder;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.ErasureReceipt;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.Template;
import io.siamese.schemas.gallerylog.GalleryLogRecord;
import io.siamese.schemas.serde.Incoming;
import io.siamese.schemas.topic.TopicNames;
import io.siamese.service.enrolment.EnrolmentAudit;
import io.siamese.service.flow.EventSerdes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** Reads what the enrolment topology has written to its topics. Each call goes on where the one before stopped. */
final class EnrolmentOutputs {
    private final EventSerdes serdes;
    private final TestOutputTopic<byte[], byte[]> log;
    private final TestOutputTopic<byte[], byte[]> erasures;
    private final TestOutputTopic<byte[], byte[]> statuses;

    EnrolmentOutputs(TopologyTestDriver driver, TopicNames topics, EventSerdes serdes) {
        this.serdes = serdes;
        log = outputTopic(driver, topics.exemplarEmbeddings());
        erasures = outputTopic(driver, topics.exemplars());
        statuses = outputTopic(driver, topics.exemplarStatus());
    }

    private static TestOutputTopic<byte[], byte[]> outputTopic(TopologyTestDriver driver, String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    EffectivePolicy effectivePolicy() {
        return readNext(EffectivePolicy.class);
    }

    /** Keys of the gallery log's records since the last call; those of tombstones begin with "-". */
    List<String> loggedKeys() {
        return log.readRecordsToList().stream()
                .map(record -> (record.value() == null ? "-" : "") + new String(record.key(), UTF_8))
                .toList();
    }

    Template template() {
        return readNext(Template.class);
    }

    ActiveEncoder activeEncoder() {
        return readNext(ActiveEncoder.class);
    }

    private <T extends SpecificRecord> T readNext(Class<T> type) {
        return ((Incoming.Readable<T>)
                        serdes.eventReader(type).read(log.readRecord().value()))
                .value();
    }

    /** The next record of the gallery log, as a reader sees it. */
    GalleryLogRecord loggedRecord() {
        TestRecord<byte[], byte[]> record = log.readRecord();
        return serdes.galleryLogParser().parse(record.key(), record.value(), record.headers());
    }

    /** Keys of all records that the app wrote to the topic of exemplars since the last call. */
    List<String> writtenToExemplars() {
        return erasures.readRecordsToList().stream()
                .map(record -> new String(record.key(), UTF_8))
                .toList();
    }

    /** The receipts since the last call, by the keys of their statuses. */
    Map<String, ErasureReceipt> receipts() {
        Map<String, ErasureReceipt> receipts = new LinkedHashMap<>();
        statuses().stream()
                .filter(status -> status.getValue().getErasure() != null)
                .forEach(status ->
                        receipts.put(status.getKey(), status.getValue().getErasure()));
        return receipts;
    }

    /** Keys of the statuses that were cleared since the last call. */
    List<String> cleared() {
        return statuses.readRecordsToList().stream()
                .filter(record -> record.value() == null)
                .map(record -> new String(record.key(), ISO_8859_1))
                .toList();
    }

    /** Answers to requests about encoders since the last call; other statuses are dropped. */
    List<ExemplarStatus> answers() {
        return statuses().stream()
                .filter(status -> status.getKey().startsWith("~encoder/"))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Keys of the statuses since the last call, of cleared ones too. */
    List<String> statusKeys() {
        return statuses.readRecordsToList().stream()
                .map(record -> new String(record.key(), ISO_8859_1))
                .toList();
    }

    /** Keys of the tombstones that the app wrote to the topic of exemplars since the last call. */
    List<String> erasedKeys() {
        return erasures.readRecordsToList().stream()
                .filter(record -> record.headers().lastHeader(EnrolmentAudit.ERASED_BY) != null)
                .map(record -> new String(record.key(), UTF_8))
                .toList();
    }

    ExemplarStatus statusOf(String key) {
        return statuses().stream()
                .filter(status -> status.getKey().equals(key))
                .reduce((earlier, later) -> later)
                .map(Map.Entry::getValue)
                .orElse(null);
    }

    /** The statuses since the last call, each with its key, a character a byte. */
    List<Map.Entry<String, ExemplarStatus>> statuses() {
        return statuses.readRecordsToList().stream()
                .filter(record -> record.value() != null)
                .map(record -> Map.entry(
                        new String(record.key(), ISO_8859_1),
                        ((Incoming.Readable<ExemplarStatus>)
                                        serdes.eventReader(ExemplarStatus.class).read(record.value()))
                                .value()))
                .toList();
    }
}
