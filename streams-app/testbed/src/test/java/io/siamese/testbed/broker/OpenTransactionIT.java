package io.siamese.testbed.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.service.health.StableOffsetLag;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a stranger's open transaction does to the topics that people write to, and how that is seen. */
@Timeout(60)
class OpenTransactionIT {

    private static EmbeddedBroker broker;
    private static ContractSettings settings;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
        settings = ContractSettings.forBrokers(broker.bootstrapServers());
        try (TopicAdmin admin = TopicAdmin.open(settings)) {
            admin.create();
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void countsWhatWaitsBehindItUntilItEnds() throws Exception {
        // Given
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        try (TopicAdmin admin = TopicAdmin.open(settings);
                KafkaProducer<String, String> stranger = producer(Map.of("transactional.id", "stranger"));
                KafkaProducer<String, String> publisher = producer(Map.of())) {
            stranger.initTransactions();
            stranger.beginTransaction();
            stranger.send(new ProducerRecord<>("exemplars", "g/s/1", "x")).get();
            stranger.send(new ProducerRecord<>("images", 3, "i", "x")).get();

            // When
            publisher.send(new ProducerRecord<>("exemplars", "g/s/2", "x")).get();
            publisher.send(new ProducerRecord<>("images", 4, "i", "x")).get();
            Map<String, Long> open = admin.heldBack();
            try (StableOffsetLag lag = StableOffsetLag.start(settings, metrics)) {
                awaitLag(metrics, 2);
            }
            stranger.commitTransaction();
            awaitNothingHeldBack(admin);

            // Then
            assertThat(open)
                    .containsOnly(
                            Map.entry("exemplars", 2L),
                            Map.entry("images", 1L),
                            Map.entry("policies", 0L),
                            Map.entry("encoders", 0L),
                            Map.entry("exemplar-embeddings", 0L));
            assertThat(admin.longestTransaction()).hasValue(900_000);
        }
    }

    private static KafkaProducer<String, String> producer(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(more);
        all.put("bootstrap.servers", broker.bootstrapServers());
        return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
    }

    private static void awaitLag(SimpleMeterRegistry metrics, double expected) {
        while (metrics.get("siamese.stable.offset.lag")
                        .tag("topic", "exemplars")
                        .gauge()
                        .value()
                != expected) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** The markers are written after the commit returns. */
    private static void awaitNothingHeldBack(TopicAdmin admin) {
        while (admin.heldBack().values().stream().anyMatch(lag -> lag > 0)) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }
}
