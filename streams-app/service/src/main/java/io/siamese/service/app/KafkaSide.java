package io.siamese.service.app;

import io.siamese.schemas.kafka.BrokerAnswer;
import io.siamese.schemas.topic.TopicNames;
import io.siamese.schemas.topic.TopicPlan;
import io.siamese.service.config.AppConfig;
import io.siamese.service.encoders.EncoderGroups;
import io.siamese.service.enrolment.ErasureTerms;
import io.siamese.service.logs.LogReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks and tells the broker what the app needs outside the two topologies. Thread-safe. */
final class KafkaSide implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSide.class);
    /** Longer than an open transaction may block a log, the coordinator's clean-up interval included. */
    static final Duration STALL = Duration.ofSeconds(60);

    /** A cluster that is up answers in milliseconds. */
    private static final int ANSWERS_WITHIN_MS = 2_000;

    private static final Duration OTHERS_LEAVE = Duration.ofSeconds(30);
    /** Shorter ones are ordinary pauses. */
    private static final Duration SHORTEST_GAP = Duration.ofMinutes(1);

    private final TopicNames topics;
    private final TopicPlan plan;
    private final Admin admin;
    private final LogReader logReader;
    private final StreamsProperties properties;
    private final TopicSettings topicSettings;
    private final String applicationId;
    private final String bootstrapServers;

    KafkaSide(AppConfig config, TopicPlan plan) {
        this.plan = plan;
        applicationId = config.streams().applicationId();
        bootstrapServers = config.kafka().bootstrapServers();
        topics = config.topics().names();
        admin = Admin.create(config.kafka().admin());
        logReader = new LogReader(config.kafka().consumer(), admin, STALL);
        topicSettings = new TopicSettings(
                admin,
                List.of(
                        topics.images(),
                        topics.deadLetters(),
                        topics.matchDecisions(),
                        topics.feedback(),
                        topics.exemplars(),
                        topics.exemplarEmbeddings(),
                        topics.exemplarStatus()));
        properties = new StreamsProperties(config, plan.maxDeadLetterBytes());
    }

    LogReader logReader() {
        return logReader;
    }

    StreamsProperties properties() {
        return properties;
    }

    /** Longest value of a dead letter kept whole: the topic's limit less room for key and headers. */
    int maxDeadLetterValue() {
        return plan.maxRecordBytes();
    }

    /**
     * Checks what the applications rely on.
     *
     * @return how many partitions images have
     * @throws IllegalStateException if a topic is missing or has partitions that the contract does not allow
     */
    int checkTopics() {
        warnIfSilent();
        Map<String, TopicDescription> found = described();
        int images = BrokerAnswer.about(topics.images(), found).partitions().size();
        int decisions =
                BrokerAnswer.about(topics.matchDecisions(), found).partitions().size();
        if (images != decisions) {
            throw new IllegalStateException(topics.matchDecisions() + " has " + decisions + " partitions and "
                    + topics.images() + " has " + images + ": a decision is written to its image's partition number");
        }
        for (String single : List.of(
                topics.exemplars(),
                topics.policies(),
                topics.encoders(),
                topics.exemplarEmbeddings(),
                topics.exemplarStatus())) {
            int partitions = BrokerAnswer.about(single, found).partitions().size();
            if (partitions != 1) {
                throw new IllegalStateException(
                        single + " has " + partitions + " partitions where 1 is allowed: its order decides");
            }
        }
        return images;
    }

    /** Says early that no broker answers. What asks next waits longer, and fails the start if none does. */
    private void warnIfSilent() {
        try {
            BrokerAnswer.await(admin.describeCluster(new DescribeClusterOptions().timeoutMs(ANSWERS_WITHIN_MS))
                    .nodes());
        } catch (KafkaException e) {
            if (!(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
            LOG.atWarn()
                    .addKeyValue("at", bootstrapServers)
                    .log("no broker answers yet: the start tries for up to half a minute more");
        }
    }

    private Map<String, TopicDescription> described() {
        Map<String, TopicDescription> found = new HashMap<>();
        List<String> missing = new ArrayList<>();
        admin.describeTopics(List.of(
                        topics.images(),
                        topics.matchDecisions(),
                        topics.deadLetters(),
                        topics.exemplars(),
                        topics.policies(),
                        topics.encoders(),
                        topics.exemplarEmbeddings(),
                        topics.exemplarStatus(),
                        topics.schemas(),
                        topics.feedback()))
                .topicNameValues()
                .forEach((name, description) -> {
                    try {
                        found.put(name, BrokerAnswer.await(description));
                    } catch (KafkaException e) {
                        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                            throw e;
                        }
                        missing.add(name);
                    }
                });
        if (!missing.isEmpty()) {
            throw new IllegalStateException("topics are missing: " + String.join(", ", missing)
                    + "; create them with `siamese topics create`, or serve with --create-topics");
        }
        return found;
    }

    /**
     * Topic id of the gallery log, or empty if it is missing or the brokers do not answer.
     *
     * @param patience how long to wait for it to be there
     */
    Optional<Uuid> awaitGalleryLog(Duration patience) {
        return new TopicLookup(admin, topics.exemplarEmbeddings()).awaitTopicId(patience);
    }

    /** Topic id of the gallery log. */
    Uuid galleryLog() {
        return topicId(topics.exemplarEmbeddings());
    }

    /** Topic id of the topic of images. */
    Uuid imagesTopic() {
        return topicId(topics.images());
    }

    private Uuid topicId(String name) {
        return BrokerAnswer.about(
                        name,
                        BrokerAnswer.await(admin.describeTopics(List.of(name)).allTopicNames()))
                .topicId();
    }

    /** The gap in reading exemplars after which a tombstone may be gone unread. */
    Duration auditGap() {
        Duration stay = tombstonesStay();
        return stay.compareTo(SHORTEST_GAP) > 0 ? stay : SHORTEST_GAP;
    }

    /** How long a tombstone surely stays in the topic of exemplars: half of delete.retention.ms. */
    Duration tombstonesStay() {
        return tombstonesStay(topics.exemplars());
    }

    /** The same in the gallery log, and not less than a pause that is ordinary. */
    Duration logTombstonesStay() {
        Duration stay = tombstonesStay(topics.exemplarEmbeddings());
        return stay.compareTo(SHORTEST_GAP) > 0 ? stay : SHORTEST_GAP;
    }

    private Duration tombstonesStay(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        String value = BrokerAnswer.about(
                        resource,
                        BrokerAnswer.await(
                                admin.describeConfigs(List.of(resource)).all()))
                .get(TopicConfig.DELETE_RETENTION_MS_CONFIG)
                .value();
        return Duration.ofMillis(Long.parseLong(value)).dividedBy(2);
    }

    /** Says which images were deleted before they were decided; the caller closes it. */
    ImageGaps imageGaps(String group, AppMetrics metrics) {
        return new ImageGaps(admin, group, topics.images(), metrics);
    }

    /** How long bytes stay on disk after an erasure; empty if the brokers do not answer. */
    Optional<ErasureTerms> erasureTerms() {
        return topicSettings.get().map(settings -> ErasureTerms.compute(topics, settings));
    }

    /** Which encoders are loaded anywhere. */
    EncoderGroups encoderGroups() {
        return new KafkaEncoderGroups(admin, applicationId, topics.exemplars());
    }

    /** Makes enrolment embed all exemplars again where the gallery log is empty though it had gone through some. */
    void rewindWhereLogIsNew(String group) {
        TopicPartition exemplars = new TopicPartition(topics.exemplars(), 0);
        TopicPartition log = new TopicPartition(topics.exemplarEmbeddings(), 0);
        if (logReader.endOffset(log) == 0
                && logReader.committed(group, exemplars).isPresent()) {
            LOG.atWarn().addKeyValue("group", group).log("the gallery log is empty: all exemplars are embedded again");
            OffsetAndMetadata start = new OffsetAndMetadata(0);
            rewindOnceEmpty(group, Map.of(exemplars, start, log, start));
        }
    }

    /** Waits for other instances to leave the group: they notice a new log a moment later, or earlier. */
    private void rewindOnceEmpty(String group, Map<TopicPartition, OffsetAndMetadata> offsets) {
        long end = System.nanoTime() + OTHERS_LEAVE.toNanos();
        while (true) {
            try {
                BrokerAnswer.await(
                        admin.alterConsumerGroupOffsets(group, offsets).all());
                return;
            } catch (KafkaException e) {
                if (!(e.getCause() instanceof UnknownMemberIdException) || System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
    }

    /**
     * Makes enrolment embed all exemplars again where the start of the gallery log was deleted. Compaction never moves the
     * start. The start for which that was done is kept as the committed offset of a group without members.
     *
     * @throws IllegalStateException if enrolment runs in another instance, which holds the place
     */
    void rewindWhereLogIsTruncated(String group) {
        TopicPartition exemplars = new TopicPartition(topics.exemplars(), 0);
        TopicPartition log = new TopicPartition(topics.exemplarEmbeddings(), 0);
        String done = group + "-log-start";
        long start = logReader.startOffset(log);
        boolean isDone = logReader
                .committed(done, log)
                .filter(at -> at.offset() == start)
                .isPresent();
        if (start == 0 || isDone || logReader.committed(group, exemplars).isEmpty()) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("group", group)
                .addKeyValue("start", start)
                .log("the gallery log was truncated: all exemplars are embedded again");
        rewindStoppedGroup(group, Map.of(exemplars, new OffsetAndMetadata(0), log, new OffsetAndMetadata(start)));
        rewindStoppedGroup(done, Map.of(log, new OffsetAndMetadata(start)));
    }

    private void rewindStoppedGroup(String group, Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            BrokerAnswer.await(admin.alterConsumerGroupOffsets(group, offsets).all());
        } catch (KafkaException e) {
            throw new IllegalStateException(
                    "the gallery log was truncated, and all exemplars must be embedded again. Stop all instances, then"
                            + " start them: group " + group + " cannot be set back (" + e.getMessage() + ")",
                    e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
