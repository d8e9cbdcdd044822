package io.siamese.testbed.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicTail;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TopicTailIT {
    private static final TopicPartition PARTITION = new TopicPartition("tailed", 0);

    @Test
    void goesOnBehindRecordsThatWereDeletedBeforeItReadThem() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                var producer = new KafkaProducer<>(
                        Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()),
                        new StringSerializer(),
                        new StringSerializer())) {
            // Given a tail that has its place, and the retention that overtakes it
            admin.createTopics(List.of(new NewTopic(PARTITION.topic(), 1, (short) 1)))
                    .all()
                    .get();
            try (TopicTail tail = TopicTail.open(settings(broker), PARTITION.topic(), true)) {
                for (String value : List.of("0", "1", "2")) {
                    producer.send(new ProducerRecord<>(PARTITION.topic(), value))
                            .get();
                }
                admin.deleteRecords(Map.of(PARTITION, RecordsToDelete.beforeOffset(2)))
                        .all()
                        .get();

                // When
                List<String> read = new ArrayList<>();
                while (read.isEmpty()) {
                    tail.poll(Duration.ofMillis(100)).forEach(record -> read.add(new String(record.value(), UTF_8)));
                }

                // Then it did not jump to the end
                assertThat(read).containsExactly("2");
            }
        }
    }

    private static ContractSettings settings(EmbeddedBroker broker) {
        return AppConfig.load(ConfigSources.ofFlags("bootstrap.servers=" + broker.bootstrapServers()))
                .contract();
    }
}
