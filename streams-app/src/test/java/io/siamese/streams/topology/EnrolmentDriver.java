package io.siamese.streams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.encoder.vector.Similarity;
import io.siamese.events.ActiveEncoder;
import io.siamese.events.Exemplar;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.Template;
import io.siamese.schemas.serde.Incoming;
import io.siamese.schemas.serde.SchemaSource;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.schemas.topic.TopicNames;
import io.siamese.streams.batching.ImageEncoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The enrolment topology over Kafka's test driver; what its logs hold at the start is given. */
final class EnrolmentDriver implements AutoCloseable {
    static final Duration GAP = Duration.ofHours(1);
    static final EnrolmentLogs.Exemplars NO_EXEMPLARS = new EnrolmentLogs.Exemplars(Map.of(), Map.of(), 0, -1, 0);
    static final EnrolmentLogs.Templates NO_TEMPLATES = new EnrolmentLogs.Templates(Map.of(), Optional.empty());

    final VectorEncoder encoder = new VectorEncoder(Similarity.cosine());

    final Observed observed = new Observed();

    private final TopicNames topics = TopicNames.defaults();
    private final SingleObjectWriter writer = new SingleObjectWriter();
    private final EventSerdes serdes = new EventSerdes(SchemaSource.none(), null, writer);
    private final Topology topology;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> exemplars;
    private final TestOutputTopic<byte[], byte[]> log;
    private final TestOutputTopic<byte[], byte[]> erasures;
    private final TestOutputTopic<byte[], byte[]> statuses;

    EnrolmentDriver() {
        this(NO_EXEMPLARS, NO_TEMPLATES, false);
    }

    EnrolmentDriver(
            EnrolmentLogs.Exemplars exemplarsAtStart, EnrolmentLogs.Templates templatesAtStart, boolean takeOver) {
        EnrolmentLogs logs = new EnrolmentLogs() {
            @Override
            public Exemplars exemplars() {
                return exemplarsAtStart;
            }

            @Override
            public Templates templates() {
                return templatesAtStart;
            }
        };
        topology = new EnrolmentTopology(
                        topics,
                        serdes,
                        new EnrolmentTopology.Parts(
                                EncoderIdentity.of(encoder),
                                new ExemplarWork(serdes, new ImageEncoder(encoder)),
                                "log-id",
                                logs,
                                takeOver,
                                GAP,
                                observed))
                .build();
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
        driver = new TopologyTestDriver(topology, properties);
        exemplars = driver.createInputTopic(topics.exemplars(), new ByteArraySerializer(), new ByteArraySerializer());
        log = output(topics.exemplarEmbeddings());
        erasures = output(topics.exemplars());
        statuses = output(topics.exemplarStatus());
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    String description() {
        return topology.describe().toString();
    }

    /** Lets the task make its regular check. */
    void check() {
        driver.advanceWallClockTime(Duration.ofMillis(100));
    }

    void enrol(String key, byte[] image) {
        enrol(key, Exemplar.newBuilder().setImage(ByteBuffer.wrap(image)).build());
    }

    void enrol(String key, Exemplar exemplar) {
        enrol(key.getBytes(UTF_8), writer.write(topics.exemplars(), exemplar));
    }

    void enrol(byte[] key, byte[] value) {
        exemplars.pipeInput(key, value);
    }

    void revoke(String key) {
        exemplars.pipeInput(new TestRecord<>(key.getBytes(UTF_8), null));
    }

    /** Keys of the gallery log's records since the last call; those of tombstones begin with "-". */
    List<String> logged() {
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
        return ((Incoming.Readable<T>) serdes.reader(type).read(log.readRecord().value())).value();
    }

    /** Keys of the tombstones that the app wrote to the topic of exemplars since the last call. */
    List<String> erased() {
        return erasures.readRecordsToList().stream()
                .filter(record -> record.headers().lastHeader(EnrolmentAudit.ERASED_BY) != null)
                .map(record -> new String(record.key(), UTF_8))
                .toList();
    }

    ExemplarStatus status(String key) {
        ExemplarStatus found = null;
        for (TestRecord<byte[], byte[]> record : statuses.readRecordsToList()) {
            if (new String(record.key(), UTF_8).equals(key)) {
                found = ((Incoming.Readable<ExemplarStatus>)
                                serdes.reader(ExemplarStatus.class).read(record.value()))
                        .value();
            }
        }
        return found;
    }

    @Override
    public void close() {
        driver.close();
    }
}
