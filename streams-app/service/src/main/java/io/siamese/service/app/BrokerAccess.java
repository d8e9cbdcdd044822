package io.siamese.service.app;

import io.siamese.schemas.kafka.BrokerAnswer;
import io.siamese.schemas.topic.TopicNames;
import io.siamese.schemas.topic.TopicPlan;
import io.siamese.service.config.AppConfig;
import io.siamese.service.encoders.EncoderGroups;
import io.siamese.service.enrolment.ErasureTerms;
import io.siamese.service.logs.LogReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** Asks the brokers about topics, logs and groups for the app, outside of the two topologies. Thread-safe. */
final class BrokerAccess implements AutoCloseable {
    /** Longer than an open transaction may block a log, the coordinator's clean-up interval included. */
    static final Duration STALL = Duration.ofSeconds(60);

    /** Shorter ones are ordinary pauses. */
    private static final Duration SHORTEST_GAP = Duration.ofMinutes(1);

    private final TopicNames topics;
    private final TopicPlan plan;
    private final Admin admin;
    private final LogReader logReader;
    private final StreamsProperties properties;
    private final TopicSettings topicSettings;
    private final SilentBrokers silentBrokers;
    private final String applicationId;

    BrokerAccess(AppConfig config, TopicPlan plan) {
        this.plan = plan;
        applicationId = config.streams().applicationId();
        topics = config.topics().names();
        admin = Admin.create(config.kafka().admin());
        silentBrokers = new SilentBrokers(admin, config.kafka().bootstrapServers());
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
        silentBrokers.warnIfSilent();
        return new TopicCheck(admin, topics).checkPartitions();
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
        return longerThanAPause(tombstonesStay());
    }

    /** How long a tombstone surely stays in the topic of exemplars: half of delete.retention.ms. */
    Duration tombstonesStay() {
        return tombstonesStay(topics.exemplars());
    }

    /** The same in the gallery log, and not less than a pause that is ordinary. */
    Duration logTombstonesStay() {
        return longerThanAPause(tombstonesStay(topics.exemplarEmbeddings()));
    }

    private static Duration longerThanAPause(Duration stay) {
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

    /**
     * Sets an enrolment application back to the first exemplar where the gallery log is not the one that it has written.
     *
     * @param group its consumer group
     * @throws IllegalStateException if the log was truncated, and enrolment runs in another instance, which holds the place
     */
    void rewindWhereLogIsAnother(String group) {
        EnrolmentRewind rewind = new EnrolmentRewind(admin, logReader, topics, group);
        rewind.rewindWhereLogIsNew();
        rewind.rewindWhereLogIsTruncated();
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
