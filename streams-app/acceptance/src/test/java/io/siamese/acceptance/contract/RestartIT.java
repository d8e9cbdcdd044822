package io.siamese.acceptance.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds after everything was down. */
class RestartIT {
    private static final StrokeCharacters DRAWN = new StrokeCharacters(7);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path state;

    @Test
    void matchesNobodyWhoseTombstoneWasCompactedAwayWhileAllWasDown() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Map.of("log.cleaner.backoff.ms", "100"));
                BlackBox client = new BlackBox(broker.bootstrapServers())) {
            // Given
            try (Service service = Service.start(broker.bootstrapServers(), state)) {
                client.enrolled("default/alice/1", BlackBox.exemplar(DRAWN.png(1, 0)));
                client.enrolled("default/bob/1", BlackBox.exemplar(DRAWN.png(2, 0)));
                assertThat(service.app().templates()).isPositive();
            }
            client.send("exemplars", "default/alice/1", null);
            compactAway(broker.bootstrapServers(), client, "exemplars", "default/alice/1");

            // When
            try (Service service = Service.start(broker.bootstrapServers(), state)) {
                GenericRecord alice = client.decided("after", BlackBox.probe(DRAWN.png(1, 0), "alice"));
                GenericRecord bob = client.decided("after-bob", BlackBox.probe(DRAWN.png(2, 0), "bob"));

                // Then
                assertThat(alice.get("outcome")).hasToString("NO_REFERENCE");
                assertThat(bob.get("outcome")).hasToString("MATCH");
                assertThat(client.awaitStatus("default/alice/1", 2).get("reason"))
                        .hasToString("EXEMPLAR_GONE");
                service.app().awaitReady(PATIENCE);
            }
        }
    }

    @Test
    void decidesOnWhatWasPublishedWhileAllWasDown() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                BlackBox client = new BlackBox(broker.bootstrapServers())) {
            // Given
            Service.start(broker.bootstrapServers(), state).close();
            client.send("exemplars", "default/alice/1", BlackBox.exemplar(DRAWN.png(1, 0)));

            // When
            try (Service service = Service.start(broker.bootstrapServers(), state)) {
                client.awaitStatus("default/alice/1", 1);
                GenericRecord decision = client.decided("after", BlackBox.probe(DRAWN.png(1, 0), "alice"));

                // Then
                assertThat(decision.get("outcome")).hasToString("MATCH");
                assertThat(service.app().galleryEpoch()).isEqualTo(decision.get("galleryEpoch"));
            }
        }
    }

    /** The brokers end what a producer left open as soon as one of its name is there again, and not before its timeout. */
    @Test
    void restartsWithTheProducersThatItHad() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            // Given
            Service.start(broker.bootstrapServers(), state).close();
            Set<String> before = instances(broker.bootstrapServers());

            // When
            Service.start(broker.bootstrapServers(), state).close();

            // Then
            assertThat(instances(broker.bootstrapServers())).isNotEmpty().isEqualTo(before);
        }
    }

    /** What the names of producers begin with. They end with a thread's number, and a thread may end before it has one. */
    private static Set<String> instances(String bootstrapServers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            return admin.listTransactions().all().get().stream()
                    .map(listing -> listing.transactionalId().replaceFirst("-\\d+$", ""))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void matchesNobodyWhoWasErasedWhileAllWasDown() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                BlackBox client = new BlackBox(broker.bootstrapServers())) {
            // Given
            try (Service service = Service.start(broker.bootstrapServers(), state)) {
                client.enrolled("default/alice/1", BlackBox.exemplar(DRAWN.png(1, 0)));
                client.enrolled("default/alice/2", BlackBox.exemplar(DRAWN.png(1, 1)));
                service.app().awaitReady(PATIENCE);
            }
            client.send("exemplars", "default/alice/", null);

            // When
            try (Service service = Service.start(broker.bootstrapServers(), state)) {
                GenericRecord decision = client.decided("after", BlackBox.probe(DRAWN.png(1, 0), "alice"));

                // Then
                assertThat(decision.get("outcome")).hasToString("NO_REFERENCE");
                assertThat(client.awaitStatus("default/alice/2", 2).get("reason"))
                        .hasToString("ERASED");
                assertThat(client.awaitStatus("default/alice/", 1).get("status"))
                        .hasToString("REVOKED");
                assertThat(service.app().templates()).isZero();
            }
        }
    }

    @Tag("long")
    @Test
    void startsOverWhereTheGalleryLogIsMadeAnew() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                BlackBox client = new BlackBox(broker.bootstrapServers());
                Service service = Service.start(broker.bootstrapServers(), state)) {
            // Given
            Object before = client.enrolled("default/alice/1", BlackBox.exemplar(DRAWN.png(1, 0)))
                    .get("galleryLog");
            client.governed("default", PolicyIT.request(Map.of("targetFmr", 0.1)));

            // When
            makeAnew(broker.bootstrapServers(), "exemplar-embeddings");
            GenericRecord status = client.awaitStatus("default/alice/1", 2);

            // Then
            assertThat(status.get("status")).hasToString("ENROLLED");
            assertThat(status.get("galleryLog")).isNotEqualTo(before);
            service.app().awaitReady(PATIENCE);
            GenericRecord decision = client.decided("after", BlackBox.probe(DRAWN.png(1, 0), "alice"));
            assertThat(decision.get("outcome")).hasToString("MATCH");
            assertThat(decision.get("policyVersion")).isEqualTo(1L);
            assertThat(decision.get("expectedFmr")).isEqualTo(0.1);
        }
    }

    @Test
    void embedsAllExemplarsAgainWhereTheGalleryLogWasTruncated() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                BlackBox client = new BlackBox(broker.bootstrapServers())) {
            // Given
            long epoch;
            try (Service service = Service.start(broker.bootstrapServers(), state)) {
                client.enrolled("default/alice/1", BlackBox.exemplar(DRAWN.png(1, 0)));
                epoch = (Long) client.enrolled("default/bob/1", BlackBox.exemplar(DRAWN.png(2, 0)))
                        .get("galleryEpoch");
                assertThat(service.app().templates()).isEqualTo(2);
            }
            truncate(broker.bootstrapServers(), "exemplar-embeddings", epoch);

            // When
            try (Service service = Service.start(broker.bootstrapServers(), state)) {
                GenericRecord decision = client.decided("after", BlackBox.probe(DRAWN.png(1, 0), "alice"));

                // Then
                assertThat(decision.get("outcome")).hasToString("MATCH");
                assertThat(service.app().templates()).isEqualTo(2);
            }
            int statuses = client.statuses("default/bob/1").size();
            try (Service service = Service.start(broker.bootstrapServers(), state)) {
                assertThat(service.app().templates()).isEqualTo(2);
                assertThat(client.statuses("default/bob/1"))
                        .as("it is done once")
                        .hasSize(statuses);
            }
        }
    }

    @Tag("long")
    @Test
    void keepsTheLastGoodPolicyWhereTheGalleryLogIsMadeAnewAfterARefusal() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                BlackBox client = new BlackBox(broker.bootstrapServers())) {
            // Given
            try (Service service = Service.start(broker.bootstrapServers(), state)) {
                client.enrolled("default/alice/1", BlackBox.exemplar(DRAWN.png(1, 0)));
                client.governed("default", PolicyIT.request(Map.of("targetFmr", 0.1)));
                client.governed("default", PolicyIT.request(Map.of("targetFmr", 1e-9)));
                client.governed("default", "text".getBytes(UTF_8));
                service.app().awaitReady(PATIENCE);
            }
            makeAnew(broker.bootstrapServers(), "exemplar-embeddings");

            // When
            try (Service service = Service.start(broker.bootstrapServers(), state)) {
                GenericRecord decision = client.decided("after", BlackBox.probe(DRAWN.png(1, 0), "alice"));

                // Then
                assertThat(decision.get("policy")).hasToString("default");
                assertThat(decision.get("policyVersion")).isEqualTo(1L);
                assertThat(decision.get("expectedFmr")).isEqualTo(0.1);
                assertThat(client.awaitStatus("~policy/default", 5).get("reason"))
                        .hasToString("UNDECODABLE");
                service.app().awaitReady(PATIENCE);
            }
        }
    }

    @Test
    void decidesByThePolicyThatWasAskedForWhileAllWasDown() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                BlackBox client = new BlackBox(broker.bootstrapServers())) {
            // Given
            try (Service service = Service.start(broker.bootstrapServers(), state)) {
                client.enrolled("default/alice/1", BlackBox.exemplar(DRAWN.png(1, 0)));
                client.governed("default", PolicyIT.request(Map.of("targetFmr", 0.1)));
                service.app().awaitReady(PATIENCE);
            }
            client.send("policies", "default", PolicyIT.request(Map.of("candidates", 2)));
            client.send("policies", "*", PolicyIT.request(Map.of("targetFmr", 1e-9)));

            // When
            try (Service service = Service.start(broker.bootstrapServers(), state)) {
                GenericRecord decision = client.decided("after", BlackBox.probe(DRAWN.png(1, 0), "alice"));

                // Then
                assertThat(decision.get("policy")).hasToString("default");
                assertThat(decision.get("policyVersion")).isEqualTo(2L);
                assertThat(decision.get("expectedFmr")).isEqualTo(0.01);
                assertThat(client.awaitStatus("~policy/*", 1).get("reason")).hasToString("UNSUPPORTED_TARGET");
                service.app().awaitReady(PATIENCE);
            }
        }
    }

    @Tag("long")
    @Test
    void decidesByNoPolicyWhoseTombstoneWasCompactedAwayWhileAllWasDown() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(Map.of("log.cleaner.backoff.ms", "100"));
                BlackBox client = new BlackBox(broker.bootstrapServers())) {
            // Given
            try (Service service = Service.start(broker.bootstrapServers(), state)) {
                client.enrolled("default/alice/1", BlackBox.exemplar(DRAWN.png(1, 0)));
                client.governed("default", PolicyIT.request(Map.of("targetFmr", 0.1)));
                service.app().awaitReady(PATIENCE);
            }
            client.send("policies", "default", null);
            compactAway(broker.bootstrapServers(), client, "policies", "default");

            // When
            try (Service service = Service.start(broker.bootstrapServers(), state)) {
                GenericRecord decision = client.decided("after", BlackBox.probe(DRAWN.png(1, 0), "alice"));

                // Then
                assertThat(decision.get("policyVersion")).isEqualTo(0L);
                assertThat(client.awaitStatus("~policy/default", 2).get("reason"))
                        .hasToString("REQUEST_GONE");
                service.app().awaitReady(PATIENCE);
            }
        }
    }

    private static void truncate(String bootstrapServers, String topic, long before) throws Exception {
        set(bootstrapServers, topic, Map.of("cleanup.policy", "compact,delete"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(before)))
                    .all()
                    .get();
        }
    }

    private static void makeAnew(String bootstrapServers, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.deleteTopics(List.of(topic)).all().get();
            Map<String, String> compacted = Map.of("cleanup.policy", "compact");
            long end = System.nanoTime() + PATIENCE.toNanos();
            boolean made = false;
            while (!made) {
                try {
                    admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(compacted)))
                            .all()
                            .get();
                    made = true;
                } catch (ExecutionException e) {
                    // Deletion goes on for a moment after its answer.
                    assertThat(e).hasCauseInstanceOf(TopicExistsException.class);
                    assertThat(System.nanoTime()).isLessThan(end);
                }
            }
        }
    }

    /** Makes the broker's cleaner remove a key with its tombstone, as it does by itself after delete.retention.ms. */
    private static void compactAway(String bootstrapServers, BlackBox client, String topic, String key)
            throws Exception {
        set(
                bootstrapServers,
                topic,
                Map.of(
                        "delete.retention.ms", "0",
                        "min.cleanable.dirty.ratio", "0.0",
                        "segment.ms", "100",
                        "min.compaction.lag.ms", "0"));
        long end = System.nanoTime() + PATIENCE.toNanos();
        int filler = 0;
        while (keys(bootstrapServers, topic).contains(key)) {
            assertThat(System.nanoTime())
                    .as("the tombstone is compacted away in time")
                    .isLessThan(end);
            // A segment is rolled by a record, and only rolled ones are cleaned.
            client.send(topic, "filler/f/" + filler++ % 2, new byte[] {1});
        }
    }

    private static void set(String bootstrapServers, String topic, Map<String, String> settings) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            settings.entrySet().stream()
                                    .map(setting -> new AlterConfigOp(
                                            new ConfigEntry(setting.getKey(), setting.getValue()),
                                            AlterConfigOp.OpType.SET))
                                    .toList()))
                    .all()
                    .get();
        }
    }

    private static List<String> keys(String bootstrapServers, String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        List<String> keys = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    keys.add(new String(record.key(), UTF_8));
                }
            }
        }
        return keys;
    }
}
