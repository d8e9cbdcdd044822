package io.siamese.service.topology;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
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
import io.siamese.events.ErasureReceipt;
import io.siamese.events.Exemplar;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.PolicyRequest;
import io.siamese.events.Template;
import io.siamese.schemas.gallerylog.EncoderStanding;
import io.siamese.schemas.gallerylog.GalleryLogRecord;
import io.siamese.schemas.gallerylog.LogNote;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.schemas.serde.Incoming;
import io.siamese.schemas.serde.SchemaSource;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.schemas.topic.TopicNames;
import io.siamese.service.batching.ImageEncoder;
import io.siamese.service.encoders.EncoderGroups;
import io.siamese.service.enrolment.Claim;
import io.siamese.service.enrolment.EnrolledTemplates;
import io.siamese.service.enrolment.Enroller;
import io.siamese.service.enrolment.EnrolmentAudit;
import io.siamese.service.enrolment.EnrolmentGates;
import io.siamese.service.enrolment.ErasureTerms;
import io.siamese.service.enrolment.ExemplarWork;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.flow.Observed;
import io.siamese.service.flow.VectorEncoder;
import io.siamese.service.gallery.Galleries;
import io.siamese.service.gallerylog.EncoderIdentity;
import io.siamese.service.gallerylog.EnrolmentLogs;
import io.siamese.service.gallerylog.GalleryLog;
import io.siamese.service.gallerylog.GalleryLogContents;
import io.siamese.service.gallerylog.GalleryLogSnapshot;
import io.siamese.service.gallerylog.GivenGalleryLog;
import io.siamese.service.matching.Policy;
import io.siamese.service.matching.PolicyCheck;
import io.siamese.service.matching.PolicyRules;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The enrolment topology over Kafka's test driver; what its logs hold at the start is given. */
public final class EnrolmentDriver implements AutoCloseable {
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

    public final Observed observed = new Observed();
    final Set<String> loadedElsewhere = new HashSet<>();
    final Set<String> forgotten = new HashSet<>();
    /** Offset of exemplars up to which other encoders have answered, exclusive, by their ids. */
    final Map<String, Long> answeredElsewhere = new HashMap<>();
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

    private final TopicNames topics = TopicNames.defaults();
    private final SingleObjectWriter writer = new SingleObjectWriter();
    private final EventSerdes serdes = new EventSerdes(SchemaSource.none(), null, writer);
    private final Topology topology;
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> exemplars;
    private final TestInputTopic<byte[], byte[]> policies;
    private final TestInputTopic<byte[], byte[]> encoders;
    private final TestInputTopic<byte[], byte[]> logBack;
    private final TestOutputTopic<byte[], byte[]> log;
    private final TestOutputTopic<byte[], byte[]> erasures;
    private final TestOutputTopic<byte[], byte[]> statuses;
    private final GalleryLogContents readBeside;

    public EnrolmentDriver() {
        this(NO_EXEMPLARS, NO_TEMPLATES, false);
    }

    public EnrolmentDriver(EnrolmentLogs.Exemplars exemplarsAtStart, GalleryLogSnapshot logAtStart, boolean takeOver) {
        this(exemplarsAtStart, logAtStart, List.of(), takeOver);
    }

    public EnrolmentDriver(
            EnrolmentLogs.Exemplars exemplarsAtStart,
            GalleryLogSnapshot logAtStart,
            List<Map.Entry<String, EnrolmentLogs.Request>> requestsAtStart,
            boolean takeOver) {
        EnrolmentLogs logs = new EnrolmentLogs() {
            @Override
            public Exemplars exemplars() {
                return exemplarsAtStart;
            }

            @Override
            public Backlog backlog() {
                return new Backlog(exemplarsAtStart.committed(), exemplarsAtStart.lastOffset(), true);
            }

            @Override
            public Set<String> revokedUnread(Set<String> exemplars) {
                throw new UnsupportedOperationException("the gate asks, not the topology");
            }

            @Override
            public GalleryLogSnapshot galleryLog() {
                return logAtStart;
            }

            @Override
            public GalleryLogSnapshot galleryLogAsRead() {
                return logAtStart;
            }

            @Override
            public long exemplarsEnd() {
                return exemplarsAtStart.end();
            }

            @Override
            public void requests(BiConsumer<String, Request> each) {
                requestsAtStart.forEach(request -> each.accept(request.getKey(), request.getValue()));
            }
        };
        EncoderIdentity identity = EncoderIdentity.of(encoder);
        readBeside = new GalleryLogContents(
                new GalleryLog(identity, null),
                new Galleries(encoder.dimension(), PanelKernels.choose(encoder.similarity())));
        EnrolledTemplates enrolled = new EnrolledTemplates(
                new Galleries(encoder.dimension(), PanelKernels.choose(encoder.similarity())),
                CALIBRATION,
                Policy.of(PolicyRules.byFixedThreshold("fixed", 0.9f, 5), null));
        EnrolmentGates gates = new EnrolmentGates(new InkMeasure(true), OptionalDouble.of(0.995));
        topology = new EnrolmentTopology(
                        topics,
                        serdes,
                        new EnrolmentTopology.Parts(
                                identity,
                                new ExemplarWork(
                                        serdes, new ImageEncoder(encoder), enrolled, gates, encoder.encoderId()),
                                enrolled,
                                gates,
                                new PolicyCheck(CALIBRATION, SimilaritySpec.COSINE, 0.01, 0.05),
                                () -> Optional.ofNullable(named),
                                "log-id",
                                logs,
                                takeOver ? Claim.TAKE_OVER : Claim.FIRST,
                                GAP,
                                readBeside.otherTemplates(),
                                () -> Optional.ofNullable(terms),
                                new GivenGroups(),
                                yields::set,
                                observed))
                .build();
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
        driver = new TopologyTestDriver(topology, properties);
        exemplars = driver.createInputTopic(topics.exemplars(), new ByteArraySerializer(), new ByteArraySerializer());
        policies = driver.createInputTopic(topics.policies(), new ByteArraySerializer(), new ByteArraySerializer());
        encoders = driver.createInputTopic(topics.encoders(), new ByteArraySerializer(), new ByteArraySerializer());
        logBack = driver.createInputTopic(
                topics.exemplarEmbeddings(), new ByteArraySerializer(), new ByteArraySerializer());
        log = outputTopic(topics.exemplarEmbeddings());
        erasures = outputTopic(topics.exemplars());
        statuses = outputTopic(topics.exemplarStatus());
    }

    /** Nobody else is loaded but those that a test names. */
    private final class GivenGroups implements EncoderGroups {
        @Override
        public boolean isLoaded(String encoderId) {
            return loadedElsewhere.contains(encoderId);
        }

        @Override
        public OptionalLong answeredTo(String encoderId) {
            return OptionalLong.of(answeredElsewhere.getOrDefault(encoderId, 0L));
        }

        @Override
        public void forgetProgress(String encoderId) {
            forgotten.add(encoderId);
        }
    }

    private TestOutputTopic<byte[], byte[]> outputTopic(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    String description() {
        return topology.describe().toString();
    }

    /** Lets the task make its regular check. */
    public void letTaskCheck() {
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

    public void revoke(String key) {
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

    /** Lets the instance's tail read a template of another encoder. */
    void readTemplate(String encoderId, String key, long exemplarOffset) {
        Template value = Template.newBuilder().setExemplarOffset(exemplarOffset).build();
        readBeside.apply(
                0, new GalleryLogRecord.TemplateRecord(new TemplateKey(encoderId, key.getBytes(UTF_8)), value));
    }

    /**
     * Lets the instance's tail read what another encoder is.
     *
     * @param request offset of the request that it was said for
     * @param unsupported what its calibration does not support; null: nothing
     */
    void readStanding(String encoderId, long request, @Nullable String unsupported) {
        readBeside.apply(
                0,
                new GalleryLogRecord.StandingRecord(new EncoderStanding(encoderId, 2, "cosine", request, unsupported)));
    }

    /** What the task keeps of requests that wait. */
    KeyValueStore<Bytes, byte[]> requestStore() {
        return driver.getKeyValueStore(Enroller.LEDGER);
    }

    /** The next record of the gallery log, as a reader sees it. */
    GalleryLogRecord loggedRecord() {
        TestRecord<byte[], byte[]> record = log.readRecord();
        return serdes.galleryLogParser().parse(record.key(), record.value(), record.headers());
    }

    /** Lets the instance's tail read a tombstone of another encoder. */
    void readRemoval(String encoderId, String key) {
        readBeside.apply(0, new GalleryLogRecord.RemovalRecord(new TemplateKey(encoderId, key.getBytes(UTF_8))));
    }

    /** Lets time pass; the task checks meanwhile. */
    void advanceTime(Duration time) {
        driver.advanceWallClockTime(time);
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

    public ExemplarStatus statusOf(String key) {
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

    @Override
    public void close() {
        driver.close();
    }
}
