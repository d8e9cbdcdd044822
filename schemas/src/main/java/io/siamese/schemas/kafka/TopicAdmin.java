package io.siamese.schemas.kafka;

import io.siamese.schemas.topic.TopicPlan;
import io.siamese.schemas.topic.TopicSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.Topic;

/**
 * Creates and inspects the contract's topics. Thread-safe. Every method throws {@link KafkaException} if the brokers do
 * not answer within the client's time-out, or refuse.
 */
public final class TopicAdmin implements AutoCloseable {

    /** A command line is waited for; a cluster that is up answers in milliseconds. */
    private static final int ANSWER_MS = 15_000;

    private static final Duration PROPAGATION = Duration.ofSeconds(10);

    private final Admin admin;
    private final TopicsConfig topics;
    private final int maxImageBytes;

    private TopicAdmin(Admin admin, TopicsConfig topics, int maxImageBytes) {
        this.admin = admin;
        this.topics = topics;
        this.maxImageBytes = maxImageBytes;
    }

    /** Opens a client of its own, which {@link #close()} closes. Connects to nothing yet. */
    public static TopicAdmin open(ContractSettings settings) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MS);
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MS);
        properties.putAll(settings.kafka().admin());
        return new TopicAdmin(Admin.create(properties), settings.topics(), settings.maxImageBytes());
    }

    /** Number of brokers that are up. */
    public int brokers() {
        return awaitAnswer(admin.describeCluster().nodes()).size();
    }

    /** The topics as the contract and the configuration want them, in the order of the contract. */
    public List<TopicSpec> wanted() {
        return new TopicPlan(topics.imagePartitions(), topics.replicas(brokers()), maxImageBytes)
                .topics(topics.names());
    }

    /**
     * Creates the topics that are missing and leaves the others as they are. They are visible when this returns.
     *
     * @return the names of those that this call created
     */
    public Set<String> create() {
        List<TopicSpec> wanted = wanted();
        var answers = admin.createTopics(
                        wanted.stream().map(TopicSpec::newTopic).toList())
                .values();
        Set<String> created = new TreeSet<>();
        answers.forEach((name, answer) -> {
            if (succeeds(answer)) {
                created.add(name);
            }
        });
        awaitVisible(wanted);
        return created;
    }

    private static boolean succeeds(KafkaFuture<Void> creation) {
        try {
            awaitAnswer(creation);
            return true;
        } catch (TopicExistsException e) {
            return false;
        }
    }

    /** A created topic reaches the other brokers, and so the next client's metadata, a moment later. */
    private void awaitVisible(List<TopicSpec> wanted) {
        long end = System.nanoTime() + PROPAGATION.toNanos();
        while (states().size() < wanted.size() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** What differs between the topics and the contract; empty where nothing does. */
    public List<TopicFinding> compare() {
        return new TopicComparison(topics.names(), states()).findDifferences(wanted());
    }

    /**
     * How many offsets of the gallery log, and of each topic that people write to, lie behind an open transaction, by the
     * topic's name. Nobody reads them before it ends. A few for a moment are ordinary if a publisher uses transactions.
     */
    public Map<String, Long> heldBack() {
        List<TopicPartition> partitions = new ArrayList<>();
        described(Set.of(
                        topics.names().images(),
                        topics.names().exemplars(),
                        topics.names().policies(),
                        topics.names().encoders(),
                        topics.names().exemplarEmbeddings()))
                .forEach((name, topic) ->
                        topic.partitions().forEach(each -> partitions.add(new TopicPartition(name, each.partition()))));
        return new StableOffsets(admin).heldBack(partitions);
    }

    /** Offset behind the gallery log's last committed record. */
    public long galleryLogEnd() {
        TopicPartition log = new TopicPartition(topics.names().exemplarEmbeddings(), 0);
        return Objects.requireNonNull(
                new StableOffsets(admin).committedEnds(List.of(log)).get(log), "the end");
    }

    /**
     * How many images are published and not decided. Markers of a publisher's transactions are counted in.
     *
     * @param group consumer group of the service: its {@code application.id}
     */
    public long undecided(String group) {
        return Undecided.count(admin, group, imagePartitions());
    }

    private List<TopicPartition> imagePartitions() {
        String images = topics.names().images();
        return described(Set.of(images)).values().stream()
                .flatMap(topic -> topic.partitions().stream())
                .map(partition -> new TopicPartition(images, partition.partition()))
                .toList();
    }

    /**
     * Transactions that hold readers back for ever, in the topics of the contract, in those of the service's applications and in the
     * brokers' topic of committed offsets. Partitions that may not be looked at are left out.
     *
     * @param applicationId what the names of the service's own topics begin with
     */
    public List<HangingTransaction> hangingTransactions(String applicationId) {
        Set<String> contract = topics.names().all();
        Set<String> looked =
                BrokerAnswer.await(admin.listTopics(new ListTopicsOptions().listInternal(true))
                                .names())
                        .stream()
                        .filter(name -> contract.contains(name)
                                || name.startsWith(applicationId + "-")
                                || name.equals(Topic.GROUP_METADATA_TOPIC_NAME))
                        .collect(Collectors.toSet());
        List<TopicPartition> partitions = new ArrayList<>();
        described(looked)
                .forEach((name, topic) ->
                        topic.partitions().forEach(each -> partitions.add(new TopicPartition(name, each.partition()))));
        return new HangingTransactions(admin).find(partitions);
    }

    /**
     * Ends a transaction that hangs, as one that was given up.
     *
     * @throws KafkaException if the brokers refuse: it takes the right to alter the cluster
     */
    public void endTransaction(HangingTransaction hanging) {
        new HangingTransactions(admin).abort(hanging);
    }

    /** Milliseconds that anybody may keep a transaction open on this cluster; empty if its brokers do not tell. */
    public OptionalLong longestTransaction() {
        return new StableOffsets(admin).longestTransaction();
    }

    /**
     * Images that retention deleted before they were decided.
     *
     * @param group consumer group of the service: its {@code application.id}
     */
    public List<DeletedUndecided> deletedUndecided(String group) {
        return DeletedUndecided.find(admin, group, topics.names().images());
    }

    /** The contract's topics that exist, by name. */
    public Map<String, TopicState> states() {
        Set<String> names = new TopicPlan(1, 1, maxImageBytes)
                .topics(topics.names()).stream().map(TopicSpec::name).collect(Collectors.toSet());
        return withSettings(described(names));
    }

    /** Those of some topics that exist, by name. */
    private Map<String, TopicDescription> described(Set<String> names) {
        Map<String, TopicDescription> described = new HashMap<>();
        admin.describeTopics(names).topicNameValues().forEach((name, answer) -> {
            try {
                described.put(name, awaitAnswer(answer));
            } catch (UnknownTopicOrPartitionException e) {
                // Missing is an answer.
            }
        });
        return described;
    }

    private Map<String, TopicState> withSettings(Map<String, TopicDescription> described) {
        List<ConfigResource> resources = described.keySet().stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, TopicState> states = new HashMap<>();
        awaitAnswer(admin.describeConfigs(resources).all()).forEach((resource, settings) -> {
            TopicDescription topic = Objects.requireNonNull(described.get(resource.name()), resource.name());
            states.put(topic.name(), topicState(topic, settings));
        });
        return states;
    }

    private static TopicState topicState(TopicDescription topic, Config config) {
        return new TopicState(
                topic.name(),
                topic.topicId(),
                topic.partitions().size(),
                topic.partitions().stream()
                        .mapToInt(partition -> partition.replicas().size())
                        .min()
                        .orElse(0),
                config.entries().stream()
                        .filter(entry -> entry.value() != null)
                        .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value)));
    }

    private static <T> T awaitAnswer(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause
                    ? cause
                    : new KafkaException("the brokers' answer could not be used", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
