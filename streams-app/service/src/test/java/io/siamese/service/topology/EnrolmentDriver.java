package io.siamese.service.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FmrPoint;
import io.siamese.encoder.card.FpirPoint;
import io.siamese.encoder.card.Logistic;
import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.encoder.image.InkMeasure;
import io.siamese.encoder.vector.PanelKernels;
import io.siamese.encoder.vector.Similarity;
import io.siamese.events.ActiveEncoder;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.EncoderAction;
import io.siamese.events.EncoderRequest;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.Exemplar;
import io.siamese.events.PolicyRequest;
import io.siamese.schemas.gallerylog.LogNote;
import io.siamese.schemas.serde.SchemaSource;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.schemas.topic.TopicNames;
import io.siamese.service.batching.ImageEncoder;
import io.siamese.service.enrolment.Claim;
import io.siamese.service.enrolment.EnrolledTemplates;
import io.siamese.service.enrolment.Enroller;
import io.siamese.service.enrolment.EnrolmentGates;
import io.siamese.service.enrolment.ErasureTerms;
import io.siamese.service.enrolment.ExemplarWork;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.flow.Observed;
import io.siamese.service.flow.VectorEncoder;
import io.siamese.service.gallery.Galleries;
import io.siamese.service.gallerylog.EncoderIdentity;
import io.siamese.service.gallerylog.EnrolmentLogs;
import io.siamese.service.gallerylog.GalleryLogSnapshot;
import io.siamese.service.gallerylog.GivenGalleryLog;
import io.siamese.service.matching.FixedThreshold;
import io.siamese.service.matching.Policy;
import io.siamese.service.matching.PolicyCheck;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** Runs the enrolment topology over Kafka's test driver. A test gives what the logs hold when the task starts. */
final class EnrolmentDriver implements AutoCloseable {
    static final Duration GAP = Duration.ofHours(1);
    static final EnrolmentLogs.Exemplars NO_EXEMPLARS = new EnrolmentLogs.Exemplars(Map.of(), Map.of(), 0, -1, 0);
    static final GalleryLogSnapshot NO_TEMPLATES = GivenGalleryLog.of(Map.of(), null);

    /** FMR 0.1 and 0.01 for one exemplar by the best; FPIR 0.05 of up to 20 subjects. */
    static final Calibration CALIBRATION = Calibration.create(
            VectorEncoder.ID,
            "made for tests",
            new Logistic(10, -5, -3, 3),
            List.of(
                    new FmrPoint("BEST", 1, 0.1, 0.5f, 0.05, 0.15, 0.02),
                    new FmrPoint("BEST", 1, 0.01, 0.7f, 0.005, 0.02, 0.05)),
            List.of(new FpirPoint(1, 0.05, 0.6f, 0.01, 0.1), new FpirPoint(20, 0.05, 0.8f, 0.01, 0.1)));

    final VectorEncoder encoder = new VectorEncoder(Similarity.cosine());
    final GivenEncoders others = new GivenEncoders(encoder);
    final Observed observed = new Observed();
    /** Whether enrolment lets another encoder's go first. */
    final AtomicBoolean yields = new AtomicBoolean();
    /** The encoder that the log names as it is read beside this task; null: not known. */
    @Nullable
    String named;
    /** How long bytes stay after an erasure; null: not known. */
    @Nullable
    ErasureTerms terms = new ErasureTerms(
            Duration.ofDays(1),
            Duration.ofDays(9),
            Duration.ofHours(1),
            List.of(new ErasureTerms.Copies("images", 1_000, Duration.ofSeconds(2))));

    final EnrolmentOutputs outputs;

    private final TopicNames topics = TopicNames.defaults();
    private final SingleObjectWriter writer = new SingleObjectWriter();
    private final EventSerdes serdes = new EventSerdes(SchemaSource.none(), null, writer);
    private final Topology topology;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> exemplars;
    private final TestInputTopic<byte[], byte[]> policies;
    private final TestInputTopic<byte[], byte[]> encoders;
    private final TestInputTopic<byte[], byte[]> logBack;

    EnrolmentDriver() {
        this(NO_EXEMPLARS, NO_TEMPLATES, false);
    }

    EnrolmentDriver(EnrolmentLogs.Exemplars exemplarsAtStart, GalleryLogSnapshot logAtStart, boolean takeOver) {
        this(exemplarsAtStart, logAtStart, List.of(), takeOver);
    }

    EnrolmentDriver(
            EnrolmentLogs.Exemplars exemplarsAtStart,
            GalleryLogSnapshot logAtStart,
            List<Map.Entry<String, EnrolmentLogs.Request>> requestsAtStart,
            boolean takeOver) {
        EnrolmentLogs logs = new GivenEnrolmentLogs(exemplarsAtStart, logAtStart, requestsAtStart);
        topology = new EnrolmentTopology(topics, serdes, parts(logs, takeOver ? Claim.TAKE_OVER : Claim.FIRST)).build();
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
        driver = new TopologyTestDriver(topology, properties);
        exemplars = inputTopic(topics.exemplars());
        policies = inputTopic(topics.policies());
        encoders = inputTopic(topics.encoders());
        logBack = inputTopic(topics.exemplarEmbeddings());
        outputs = new EnrolmentOutputs(driver, topics, serdes);
    }

    private EnrolmentTopology.Parts parts(EnrolmentLogs logs, Claim claim) {
        EnrolledTemplates enrolled = new EnrolledTemplates(
                new Galleries(encoder.dimension(), PanelKernels.choose(encoder.similarity())),
                CALIBRATION,
                Policy.of(FixedThreshold.rules("fixed", 0.9f, 5), null));
        EnrolmentGates gates = new EnrolmentGates(new InkMeasure(true), OptionalDouble.of(0.995));
        return new EnrolmentTopology.Parts(
                new EnrolmentTopology.OwnEncoder(
                        EncoderIdentity.of(encoder),
                        new ExemplarWork(serdes, new ImageEncoder(encoder), enrolled, gates, encoder.encoderId()),
                        enrolled,
                        gates,
                        new PolicyCheck(CALIBRATION, SimilaritySpec.COSINE, 0.01, 0.05)),
                new EnrolmentTopology.Logs("log-id", logs, others.templates(), GAP),
                new EnrolmentTopology.Deciding(claim, () -> Optional.ofNullable(named), others, yields::set),
                () -> Optional.ofNullable(terms),
                observed);
    }

    private TestInputTopic<byte[], byte[]> inputTopic(String topic) {
        return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
    }

    String description() {
        return topology.describe().toString();
    }

    /** Lets the task make its regular check. */
    void letTaskCheck() {
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

    /** The value of an exemplar as it stands in the topic. */
    byte[] exemplar(byte[] image) {
        return writer.write(
                topics.exemplars(),
                Exemplar.newBuilder().setImage(ByteBuffer.wrap(image)).build());
    }

    void revoke(String key) {
        exemplars.pipeInput(new TestRecord<>(key.getBytes(UTF_8), null));
    }

    /** Asks for a policy; null asks for none. */
    void requestPolicy(String key, PolicyRequest request) {
        requestPolicy(key, request == null ? null : writer.write(topics.policies(), request));
    }

    void requestEncoder(String encoderId, EncoderAction action, boolean force) {
        EncoderRequest request =
                EncoderRequest.newBuilder().setAction(action).setForce(force).build();
        encoders.pipeInput(encoderId.getBytes(UTF_8), writer.write(topics.encoders(), request));
    }

    void requestPolicy(String key, byte[] request) {
        requestPolicy(key.getBytes(UTF_8), request);
    }

    void requestPolicy(byte[] key, byte[] request) {
        policies.pipeInput(new TestRecord<>(key, request));
    }

    /** The value of a request as it stands in the topic. */
    byte[] written(PolicyRequest request) {
        return writer.write(topics.policies(), request);
    }

    /** What the task keeps of requests that wait. */
    KeyValueStore<Bytes, byte[]> requestStore() {
        return driver.getKeyValueStore(Enroller.LEDGER);
    }

    /** Lets time pass; the task checks meanwhile. */
    void advanceTime(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** Gives the task a record of the gallery log as of the driver's start, a policy or a tombstone. */
    void readBack(String key, boolean isPolicy) {
        byte[] value = isPolicy
                ? writer.write(
                        topics.exemplarEmbeddings(),
                        EffectivePolicy.newBuilder().build())
                : null;
        LogNote note = new LogNote(EnrolmentStatus.ENROLLED, null, null, null, false, 0);
        logBack.pipeInput(new TestRecord<>(
                key.getBytes(UTF_8), value, isPolicy ? note.headersBy(encoder.encoderId()) : note.headers()));
    }

    /** Gives the task a record of the gallery log that names an encoder, because another one's application was asked to. */
    void readBackActive(String encoderId, String writer, long request) {
        byte[] value = this.writer.write(
                topics.exemplarEmbeddings(),
                ActiveEncoder.newBuilder().setEncoderId(encoderId).build());
        LogNote note = new LogNote(EnrolmentStatus.ENROLLED, null, null, null, false, request);
        logBack.pipeInput(new TestRecord<>("~encoder".getBytes(UTF_8), value, note.headersBy(writer)));
    }

    @Override
    public void close() {
        driver.close();
    }
}
