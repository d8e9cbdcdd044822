package io.siamese.acceptance.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.siamese.acceptance.process.Wait;
import io.siamese.schemas.kafka.BrokerAnswer;
import io.siamese.schemas.kafka.HangingTransaction;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.schemas.resource.ResourceStack;
import io.siamese.service.app.SiameseApp;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.siamese.testbed.broker.ClusterPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A transaction ends while one of its partitions has no leader: Kafka 4.3 passes over that partition. */
@Tag("long")
@Timeout(300)
class HangingTransactionIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final TopicPartition PARTITION = new TopicPartition("match-decisions", 0);
    /** The node that has the only replica of the partition. */
    private static final int ALONE = 3;

    @TempDir
    Path folder;

    private final ResourceStack opened = new ResourceStack();
    private List<BrokerNode> nodes;
    private Admin kafka;
    private AppConfig config;
    private TopicAdmin topics;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeEach
    void start() throws Exception {
        ClusterPlan plan = ClusterPlan.ofNodes(3);
        nodes = IntStream.rangeClosed(1, 3)
                .mapToObj(node -> opened.add(new BrokerNode(folder.resolve("broker-" + node), plan, node, Map.of())))
                .toList();
        nodes.forEach(BrokerNode::awaitReady);
        kafka = opened.add(Admin.create(Map.of("bootstrap.servers", plan.bootstrapServers())));
        kafka.createTopics(List.of(new NewTopic(PARTITION.topic(), Map.of(0, List.of(ALONE)))))
                .all()
                .get();
        config = AppConfig.load(ConfigSources.ofFlags(
                "bootstrap.servers=" + plan.bootstrapServers(),
                "images.partitions=1",
                "state.dir=" + folder.resolve("state")));
        topics = opened.add(TopicAdmin.open(config.contract()));
        producer = opened.add(new KafkaProducer<>(
                Map.of("bootstrap.servers", plan.bootstrapServers(), "transactional.id", "siamese-test"),
                new ByteArraySerializer(),
                new ByteArraySerializer()));
        producer.initTransactions();
    }

    @AfterEach
    void stop() {
        opened.close();
    }

    @Test
    void isFoundAndEnded() throws Exception {
        // Given
        letTransactionHang();
        assertThat(committedEnd()).as("readers wait before it").isZero();

        // When
        List<HangingTransaction> found = hanging();
        found.forEach(topics::endTransaction);

        // Then
        assertThat(found).extracting(HangingTransaction::partition).containsExactly(PARTITION);
        assertThat(hanging()).isEmpty();
        assertThat(committedEnd()).as("the record and its marker").isEqualTo(2);
    }

    @Test
    void wouldBeCommittedByAProducerOfTheSameName() throws Exception {
        // Given
        letTransactionHang();

        // When
        beginTransaction();
        producer.commitTransaction();

        // Then
        Wait.until(PATIENCE, "what was given up, what was committed, and its marker", () -> committedEnd() == 3);
    }

    @Test
    void isEndedByAServiceThatStarts() throws Exception {
        // Given
        letTransactionHang();
        topics.create();

        // When
        try (SiameseApp service = SiameseApp.start(config, false, new SimpleMeterRegistry())) {
            // Then
            assertThat(hanging()).isEmpty();
            Wait.until(PATIENCE, "ready", service::isReady);
            assertThat(committedEnd()).as("the record and its marker").isEqualTo(2);
        }
    }

    private void letTransactionHang() throws Exception {
        beginTransaction();
        assertThat(hanging()).as("open, and its coordinator knows").isEmpty();
        nodes.get(ALONE - 1).kill();
        Wait.until(PATIENCE, "no leader", () -> !hasLeader());
        producer.abortTransaction();
        nodes.get(ALONE - 1).restart();
        Wait.until(PATIENCE, "a leader again", this::hasLeader);
    }

    private void beginTransaction() throws ExecutionException, InterruptedException {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(PARTITION.topic(), new byte[1])).get();
    }

    private List<HangingTransaction> hanging() {
        return topics.hangingTransactions("siamese");
    }

    private boolean hasLeader() {
        return BrokerAnswer.await(
                                kafka.describeTopics(List.of(PARTITION.topic())).allTopicNames())
                        .get(PARTITION.topic())
                        .partitions()
                        .get(0)
                        .leader()
                != null;
    }

    private long committedEnd() {
        return BrokerAnswer.await(kafka.listOffsets(
                                Map.of(PARTITION, OffsetSpec.latest()),
                                new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .partitionResult(PARTITION))
                .offset();
    }
}
