package io.siamese.service.topology;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.vector.PanelKernels;
import io.siamese.encoder.vector.Similarity;
import io.siamese.events.ActiveEncoder;
import io.siamese.events.ExemplarKind;
import io.siamese.events.MatchDecision;
import io.siamese.events.Probe;
import io.siamese.events.Template;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.GalleryLogKey;
import io.siamese.schemas.serde.Incoming;
import io.siamese.schemas.serde.SchemaSource;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.schemas.topic.TopicNames;
import io.siamese.service.batching.ImageEncoder;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.flow.Observed;
import io.siamese.service.flow.VectorEncoder;
import io.siamese.service.gallery.Galleries;
import io.siamese.service.gallerylog.EncoderIdentity;
import io.siamese.service.gallerylog.GalleryLog;
import io.siamese.service.gallerylog.GalleryLogContents;
import io.siamese.service.matching.FixedThreshold;
import io.siamese.service.matching.Judge;
import io.siamese.service.matching.Policy;
import io.siamese.service.verification.ActiveEncoderWork;
import io.siamese.service.verification.DecidedBy;
import io.siamese.service.verification.Decisions;
import io.siamese.service.verification.ProbeWork;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The verification topology over Kafka's test driver, with a gallery written straight into its log. */
final class VerificationDriver implements AutoCloseable {
    static final String GALLERY_LOG = "log-id";
    static final int MAX_DEAD_LETTER_VALUE = 10_000;

    final VectorEncoder encoder;
    final Observed observed = new Observed();
    long endOfLog = -1;

    private final TopicNames topics = TopicNames.defaults();
    private final SingleObjectWriter writer = new SingleObjectWriter();
    private final EventSerdes serdes = new EventSerdes(SchemaSource.none(), null, writer);
    private final Galleries galleries;
    private final Topology topology;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> images;
    private final GalleryLogContents galleryLog;
    private final TestOutputTopic<byte[], byte[]> decisions;
    private final TestOutputTopic<byte[], byte[]> deadLetters;

    VerificationDriver() {
        this(Similarity.cosine());
    }

    VerificationDriver(Similarity similarity) {
        encoder = new VectorEncoder(similarity);
        galleries = new Galleries(encoder.dimension(), PanelKernels.choose(similarity));
        topology = topology();
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
        driver = new TopologyTestDriver(topology, properties);
        images = driver.createInputTopic(topics.images(), new ByteArraySerializer(), new ByteArraySerializer());
        galleryLog = new GalleryLogContents(new GalleryLog(EncoderIdentity.of(encoder), null), galleries);
        decisions = driver.createOutputTopic(
                topics.matchDecisions(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        deadLetters = driver.createOutputTopic(
                topics.deadLetters(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        activate(VectorEncoder.ID);
    }

    private Topology topology() {
        Decisions decisions = new Decisions(
                new Judge(encoder.noise()),
                Policy.of(FixedThreshold.rules("fixed", 0.6f, 5), null),
                new DecidedBy(encoder.encoderId(), "images-id", GALLERY_LOG, galleries));
        return new VerificationTopology(
                        topics,
                        serdes,
                        new VerificationTopology.Parts(
                                new ActiveEncoderWork(
                                        Map.of(
                                                encoder.encoderId(),
                                                new ProbeWork(
                                                        serdes, new ImageEncoder(encoder), galleries, 5, decisions)),
                                        galleries::activeEncoder,
                                        () -> {}),
                                galleries,
                                () -> OptionalLong.of(endOfLog < 0 ? galleries.epoch() + 1 : endOfLog),
                                Duration.ofMillis(5),
                                MAX_DEAD_LETTER_VALUE,
                                observed))
                .build();
    }

    String description() {
        return topology.describe().toString();
    }

    long epoch() {
        return galleries.epoch();
    }

    void activate(String encoderId) {
        appendToLog(
                new GalleryLogKey.ActiveEncoderKey().bytes(),
                serialize(new ActiveEncoder(encoderId, 2, "cosine", Instant.EPOCH)));
    }

    void enrol(String subject, byte[] image) {
        ExemplarKey key = new ExemplarKey("default", subject, "1");
        List<Float> embedding = new ArrayList<>();
        for (float value : encoder.encode(List.of(image))[0]) {
            embedding.add(value);
        }
        Template template = Template.newBuilder()
                .setGallery("default")
                .setSubject(subject)
                .setExemplar("1")
                .setKind(ExemplarKind.POSITIVE)
                .setEncoderId(VectorEncoder.ID)
                .setEmbedding(embedding)
                .build();
        appendToLog(GalleryLogKey.TemplateKey.of(VectorEncoder.ID, key).bytes(), serialize(template));
    }

    void appendToLog(byte[] key, byte[] value) {
        galleryLog.apply(galleries.epoch() + 1, serdes.galleryLogParser().parse(key, value, new RecordHeaders()));
    }

    Probe newProbe(byte[] image, String claimedSubject) {
        return Probe.newBuilder()
                .setImage(ByteBuffer.wrap(image))
                .setClaimedSubject(claimedSubject)
                .build();
    }

    byte[] serialize(SpecificRecord value) {
        return writer.write("test", value);
    }

    void publish(String key, Probe probe) {
        publish(key, serialize(probe));
    }

    void publish(String key, byte[] value) {
        publish(key.getBytes(UTF_8), value, 0);
    }

    void publish(byte[] key, byte[] value, long timestamp) {
        images.pipeInput(key, value, timestamp);
    }

    void publish(TestRecord<byte[], byte[]> record) {
        images.pipeInput(record);
    }

    /** The next decision, which must be keyed as given. */
    MatchDecision decision(String key) {
        TestRecord<byte[], MatchDecision> record = decisionRecord();
        assertThat(new String(record.key(), UTF_8)).isEqualTo(key);
        return record.value();
    }

    TestRecord<byte[], MatchDecision> decisionRecord() {
        TestRecord<byte[], byte[]> record = decisions.readRecord();
        Incoming<MatchDecision> decision =
                serdes.eventReader(MatchDecision.class).read(record.value());
        return new TestRecord<>(
                record.key(),
                ((Incoming.Readable<MatchDecision>) decision).value(),
                record.headers(),
                record.timestamp());
    }

    TestRecord<byte[], byte[]> deadLetter() {
        return deadLetters.readRecord();
    }

    @Override
    public void close() {
        driver.close();
    }
}
