package io.siamese.service.replay;

import io.siamese.encoder.onnx.OnnxEncoder;
import io.siamese.events.MatchDecision;
import io.siamese.schemas.gallerylog.GalleryLogParser;
import io.siamese.schemas.gallerylog.GalleryLogRecord;
import io.siamese.schemas.kafka.BrokerAnswer;
import io.siamese.schemas.resource.ResourceStack;
import io.siamese.schemas.serde.EventSchemas;
import io.siamese.schemas.serde.KafkaSchemaTopic;
import io.siamese.schemas.serde.SchemaRegistry;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.schemas.topic.TopicNames;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.EncoderConfig;
import io.siamese.service.enrolment.Claim;
import io.siamese.service.fetching.ReferencedImages;
import io.siamese.service.flow.EventSerdes;
import io.siamese.service.flow.ImageOpening;
import io.siamese.service.flow.Observer;
import io.siamese.service.loading.EncoderChoice;
import io.siamese.service.loading.EncoderGallery;
import io.siamese.service.logs.LogCursor;
import io.siamese.service.logs.LogReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/**
 * Derives decisions again: the image by its coordinates, the gallery log up to the decision's epoch, the encoder by its id, and
 * the service's own code. It reads only. The decisions of the time asked for are held in memory, about 1 kB each.
 */
public final class Replay implements AutoCloseable {
    /** Of an id that has more decisions, so many are explained: each holds a gallery in memory. */
    public static final int MOST_EXPLAINED = 100;

    private static final Duration STALL = Duration.ofSeconds(60);
    private static final int BATCH = 64;
    /** The broker's clock may be ahead. */
    private static final Duration CLOCKS = Duration.ofDays(1);

    private final AppConfig config;
    private final TopicNames topics;
    private final ResourceStack opened;
    private final Admin admin;
    private final LogReader reader;
    private final EventSerdes serdes;
    private final ReferencedImages elsewhere;
    private final Map<String, EncoderGallery> encoders = new TreeMap<>();

    /**
     * Opens the encoders that the settings name, the first one and the one beside it.
     *
     * @throws IllegalArgumentException if a model cannot work
     */
    public Replay(AppConfig config) {
        this.config = config;
        topics = config.topics().names();
        try (ResourceStack stack = new ResourceStack()) {
            admin = stack.add(Admin.create(config.kafka().admin()));
            reader = new LogReader(config.kafka().consumer(), admin, STALL);
            KafkaSchemaTopic schemas =
                    stack.add(new KafkaSchemaTopic(config.kafka().admin(), topics.schemas()));
            String url = config.contract().schemaRegistryUrl();
            SchemaRegistry registry = url == null ? null : stack.add(SchemaRegistry.connect(url));
            serdes = new EventSerdes(
                    EventSchemas.before(schemas),
                    registry,
                    new SingleObjectWriter(),
                    config.contract().sealing());
            elsewhere = stack.add(
                    new ReferencedImages(EncoderChoice.fetchSettings(config.imageUris()), new Observer.Silent()));
            loadEncoder(stack, config.encoder());
            config.encoder().nextEncoder().ifPresent(next -> loadEncoder(stack, next));
            opened = stack.release();
        }
    }

    private void loadEncoder(ResourceStack stack, EncoderConfig encoder) {
        EncoderChoice choice = new EncoderChoice(config, encoder);
        OnnxEncoder loaded = stack.add(choice.openEncoder());
        encoders.put(
                loaded.encoderId(),
                new EncoderGallery(
                        choice.withRules(loaded, Claim.WAIT),
                        elsewhere::fetchOnce,
                        config.contract().maxImageBytes(),
                        new ImageOpening(serdes.sealing())));
    }

    /**
     * Replays the decisions of a time, once: make another replay for another time.
     *
     * @param from when the broker took the first decision, inclusive
     * @param to likewise of the last, exclusive
     * @param each is told of each decision, in the order of epochs
     */
    public void run(Instant from, Instant to, Consumer<ReplayFinding> each) {
        Topics described = describe();
        replayDecisions(
                decisions().between(described.partitions(), from, to, decision -> true), described, List.of(), each);
    }

    /**
     * Tells all about the decisions on an image, once: make another replay for another image. Of an id, the newest
     * {@value #MOST_EXPLAINED} are told.
     *
     * @param source coordinates of the image, such as {@code images-3-41}, or its id
     * @param from no decision is looked for that the broker took earlier
     * @throws NotExplainedException if there is no decision
     */
    public List<Explanation> explain(String source, Instant from) {
        Topics described = describe();
        SourceName name = SourceName.parse(source, topics.images());
        MissingDecision missing = new MissingDecision(reader, topics);
        List<Integer> partitions = name.place() == null
                ? described.partitions()
                : List.of(missing.checked(name.place(), described.partitions()));
        List<Recorded> found =
                decisions().between(partitions, from, Instant.now().plus(CLOCKS), name::isImageOf);
        if (found.isEmpty()) {
            throw missing.exception(name);
        }
        found.sort(Comparator.comparingLong(Recorded::at));
        return explained(found.subList(Math.max(0, found.size() - MOST_EXPLAINED), found.size()), described);
    }

    private List<Explanation> explained(List<Recorded> found, Topics described) {
        Map<Recorded, GalleryThenReader> then = new LinkedHashMap<>();
        found.forEach(recorded -> then.put(recorded, new GalleryThenReader(recorded.decision(), topics.exemplars())));
        Map<String, ReplayFinding> findings = new HashMap<>();
        ReplayWindow window = replayDecisions(
                new ArrayList<>(found),
                described,
                then.values(),
                finding -> findings.put(placeOf(finding.source(), finding.decisionOffset()), finding));
        try (SourceImages images = new SourceImages(reader, topics.images())) {
            Explainer explainer = new Explainer(serdes, topics, encoders, images, window);
            return then.entrySet().stream()
                    .map(each -> explainer.explain(
                            each.getKey(),
                            each.getValue(),
                            Objects.requireNonNull(findings.get(placeOf(
                                    each.getKey().sourceName(), each.getKey().offset())))))
                    .toList();
        }
    }

    /** Names a decision: an image may be decided again by a topic of the same name that was made anew. */
    private static String placeOf(String source, long decisionOffset) {
        return source + " " + decisionOffset;
    }

    private RecordedDecisions decisions() {
        return new RecordedDecisions(reader, admin, serdes.eventReader(MatchDecision.class), topics.matchDecisions());
    }

    /**
     * What the topics are.
     *
     * @param partitions of topic match-decisions
     */
    private record Topics(List<Integer> partitions, String galleryLogId, String imagesId) {}

    private Topics describe() {
        Map<String, TopicDescription> described = BrokerAnswer.await(
                admin.describeTopics(List.of(topics.images(), topics.matchDecisions(), topics.exemplarEmbeddings()))
                        .allTopicNames());
        return new Topics(
                described(described, topics.matchDecisions()).partitions().stream()
                        .map(TopicPartitionInfo::partition)
                        .toList(),
                topicId(described, topics.exemplarEmbeddings()),
                topicId(described, topics.images()));
    }

    /** @param then are given each record of the gallery log */
    private ReplayWindow replayDecisions(
            List<Recorded> decisions,
            Topics described,
            Collection<GalleryThenReader> then,
            Consumer<ReplayFinding> each) {
        TopicPartition log = new TopicPartition(topics.exemplarEmbeddings(), 0);
        GalleryLogParser parser = serdes.galleryLogParser();
        LogGaps gaps = new LogGaps();
        reader.readCommitted(log, record -> {
            GalleryLogRecord parsed = parser.parse(record.key(), record.value(), record.headers());
            gaps.noteRecord(record, parsed);
            then.forEach(reading -> reading.noteRecord(record.offset(), parsed));
        });
        ReplayWindow window = new ReplayWindow(
                described.galleryLogId(),
                described.imagesId(),
                Instant.now().minus(tombstonesStay()).toEpochMilli(),
                encoders,
                gaps);
        try (SourceImages images = new SourceImages(reader, topics.images());
                LogCursor cursor = reader.openInBulk(log)) {
            replayInOrder(decisions, cursor, parser, new EpochReplay(serdes, encoders, images, window, each));
        }
        return window;
    }

    private static String topicId(Map<String, TopicDescription> described, String topic) {
        return described(described, topic).topicId().toString();
    }

    private static TopicDescription described(Map<String, TopicDescription> described, String topic) {
        return Objects.requireNonNull(described.get(topic), topic);
    }

    private Duration tombstonesStay() {
        ConfigResource log = new ConfigResource(ConfigResource.Type.TOPIC, topics.exemplarEmbeddings());
        Config settings = Objects.requireNonNull(
                BrokerAnswer.await(admin.describeConfigs(List.of(log)).all()).get(log), log.name());
        return Duration.ofMillis(Long.parseLong(
                settings.get(TopicConfig.DELETE_RETENTION_MS_CONFIG).value()));
    }

    /** Before a record of the log is applied, all decisions of earlier epochs are derived. */
    private void replayInOrder(
            List<Recorded> decisions, LogCursor cursor, GalleryLogParser parser, EpochReplay replay) {
        decisions.sort(Comparator.comparingLong(
                (Recorded recorded) -> recorded.decision().getGalleryEpoch()));
        int[] next = {0};
        cursor.readUpTo(cursor.committedEnd(), record -> {
            next[0] = replayBefore(record.offset(), decisions, next[0], replay);
            var parsed = parser.parse(record.key(), record.value(), record.headers());
            encoders.values().forEach(encoder -> encoder.contents().apply(record.offset(), parsed));
            return true;
        });
        replayBefore(Long.MAX_VALUE, decisions, next[0], replay);
    }

    private static int replayBefore(long offset, List<Recorded> decisions, int from, EpochReplay replay) {
        int next = from;
        List<Recorded> batch = new ArrayList<>();
        while (next < decisions.size() && decisions.get(next).decision().getGalleryEpoch() < offset) {
            batch.add(decisions.get(next++));
            if (batch.size() == BATCH) {
                replay.replayAll(batch);
                batch.clear();
            }
        }
        replay.replayAll(batch);
        return next;
    }

    @Override
    public void close() {
        opened.close();
    }
}
