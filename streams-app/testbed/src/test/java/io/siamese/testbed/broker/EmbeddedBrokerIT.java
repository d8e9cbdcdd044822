package io.siamese.testbed.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedBrokerIT {

    private static final String TOPIC = "images";

    @Test
    void servesTransactionsAndDeletesItsTemporaryFolder() throws Exception {
        // Given
        EmbeddedBroker broker = EmbeddedBroker.start();
        Path folder;
        try (broker;
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            createTopic(admin);
            folder = Path.of(admin.describeLogDirs(List.of(1))
                    .allDescriptions()
                    .get()
                    .get(1)
                    .keySet()
                    .iterator()
                    .next());

            // When
            publishInTransaction(broker, "a", "b");

            // Then
            assertThat(readCommitted(broker, 2)).containsExactly("a", "b");
            assertThat(folder).exists();
        }
        assertThat(folder.getParent()).doesNotExist();
    }

    @Test
    void comesBackOnTheSamePortWithTheSameData(@TempDir Path folder) throws Exception {
        // Given
        String before;
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder, Map.of())) {
            before = broker.bootstrapServers();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", before))) {
                createTopic(admin);
            }
            publishInTransaction(broker, "kept");
        }

        // When
        try (EmbeddedBroker again = EmbeddedBroker.start(folder, Map.of())) {

            // Then
            assertThat(again.bootstrapServers()).isEqualTo(before);
            assertThat(readCommitted(again, 1)).containsExactly("kept");
        }
        assertThat(folder).isNotEmptyDirectory();
    }

    @Test
    void refusesASettingThatKafkaRefusesAndLeavesNothingBehind() throws Exception {
        // Given
        long before = temporaryFolders();

        // When // Then
        assertThatThrownBy(() -> EmbeddedBroker.start(Map.of("log.retention.hours", "soon")))
                .isInstanceOf(IllegalStateException.class)
                .hasStackTraceContaining("log.retention.hours");
        assertThat(temporaryFolders()).isEqualTo(before);
    }

    private static long temporaryFolders() throws Exception {
        try (var paths = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return paths.filter(path -> path.getFileName().toString().startsWith("siamese-broker-"))
                    .count();
        }
    }

    private static void createTopic(Admin admin) throws Exception {
        admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
    }

    private static void publishInTransaction(EmbeddedBroker broker, String... values) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "broker-test");
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (String value : values) {
                producer.send(new ProducerRecord<>(TOPIC, value.getBytes(UTF_8)));
            }
            producer.commitTransaction();
        }
    }

    private static List<String> readCommitted(EmbeddedBroker broker, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
            while (values.size() < count) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(new String(record.value(), UTF_8)));
            }
        }
        return values;
    }
}
