package io.siamese.console.gallery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicTail;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MirroredTopicIT {
    private static final String TOPIC = "mirrored";

    @Test
    void takesARecordAgainThatCouldNotBeTakenAndLeavesNoneOut() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            // Given
            publish(broker, "a", "b", "c");
            List<String> taken = new ArrayList<>();
            AtomicInteger failures = new AtomicInteger(2);
            AtomicInteger complete = new AtomicInteger();
            try (TopicTail tail = TopicTail.open(settings(broker), TOPIC, true)) {
                MirroredTopic topic = new MirroredTopic(
                        tail,
                        record -> {
                            String value = new String(record.value(), UTF_8);
                            if (value.equals("b") && failures.getAndDecrement() > 0) {
                                throw new IllegalStateException("not now");
                            }
                            taken.add(value);
                        },
                        complete::incrementAndGet);

                // When
                assertThatThrownBy(() -> runUntilTaken(topic, taken)).hasMessage("not now");
                assertThatThrownBy(topic::run).hasMessage("not now");
                runUntilTaken(topic, taken);
                topic.run();

                // Then
                assertThat(taken).containsExactly("a", "b", "c");
                assertThat(complete).hasValue(1);
            }
        }
    }

    private static void runUntilTaken(MirroredTopic topic, List<String> taken) {
        while (!taken.contains("c")) {
            topic.run();
        }
    }

    private static void publish(EmbeddedBroker broker, String... values) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (Admin admin = Admin.create(client);
                var producer = new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
            for (String value : values) {
                producer.send(new ProducerRecord<>(TOPIC, value)).get();
            }
        }
    }

    private static ContractSettings settings(EmbeddedBroker broker) {
        return AppConfig.load(ConfigSources.ofFlags("bootstrap.servers=" + broker.bootstrapServers()))
                .contract();
    }
}
