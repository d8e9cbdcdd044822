package io.siamese.testbed.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.events.Probe;
import io.siamese.events.Template;
import io.siamese.schemas.serde.EventSchemas;
import io.siamese.schemas.serde.KafkaSchemaTopic;
import io.siamese.schemas.serde.SchemaLookupException;
import io.siamese.schemas.topic.TopicNames;
import io.siamese.schemas.topic.TopicPlan;
import io.siamese.schemas.topic.TopicSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What module schemas says to a broker, against a broker. */
@Timeout(60)
class ContractOnBrokerIT {

    private static final TopicNames NAMES = TopicNames.defaults();
    private static final Schema LATER = new Schema.Parser()
            .parse(
                    "{\"type\":\"record\",\"name\":\"Later\",\"fields\":[{\"name\":\"a\",\"type\":\"int\",\"default\":0}]}");

    private static EmbeddedBroker broker;
    private static Admin admin;

    private Instant now = Instant.EPOCH;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start();
        admin = Admin.create(client());
        admin.createTopics(TopicPlan.defaults().topics(NAMES).stream()
                        .map(TopicSpec::newTopic)
                        .toList())
                .all()
                .get();
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void createsEveryTopicWithTheSettingsOfTheContract() throws Exception {
        for (TopicSpec topic : TopicPlan.defaults().topics(NAMES)) {
            // When
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
            Map<String, String> settings =
                    admin.describeConfigs(List.of(resource)).all().get().get(resource).entries().stream()
                            .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                            .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));

            // Then
            assertThat(settings).isEqualTo(topic.settings());
        }
    }

    @Test
    void findsASchemaThatAnotherClientPublishedAfterTheFirstLookUp() {
        try (KafkaSchemaTopic writer = topic("schemas");
                KafkaSchemaTopic reader = topic("schemas")) {
            // Given
            assertThat(reader.byFingerprint(1)).isEmpty();

            // When
            writer.publish(EventSchemas.all());

            // Then
            assertThat(reader.byFingerprint(fingerprint(Probe.getClassSchema())))
                    .contains(Probe.getClassSchema());
            assertThat(reader.byFingerprint(fingerprint(Template.getClassSchema())))
                    .contains(Template.getClassSchema());
        }
    }

    @Test
    void publishesWhatIsMissingAndNothingElse() throws Exception {
        createSchemaTopic("schemas-once");
        for (int run = 0; run < 2; run++) {
            try (KafkaSchemaTopic writer = topic("schemas-once")) {
                // When
                writer.publish(EventSchemas.all());
                // Then
                assertThat(endOf("schemas-once")).isEqualTo(EventSchemas.all().size());
            }
        }
    }

    @ParameterizedTest(name = "after {0} s it is found: {1}")
    @CsvSource({"9, false", "10, true"})
    void asksAgainForAnUnknownFingerprintOnlyAfterAWhile(int seconds, boolean found) throws Exception {
        String topic = "schemas-misses-" + seconds;
        createSchemaTopic(topic);
        try (KafkaSchemaTopic reader = topic(topic)) {
            // Given
            assertThat(reader.byFingerprint(fingerprint(LATER))).isEmpty();
            publishByHand(topic, String.format(Locale.ROOT, "%016x", fingerprint(LATER)), LATER.toString());

            // When
            now = now.plusSeconds(seconds);

            // Then
            assertThat(reader.byFingerprint(fingerprint(LATER)).isPresent()).isEqualTo(found);
        }
    }

    @Test
    void readsOnPastRecordsThatAreNoSchemas() throws Exception {
        createSchemaTopic("schemas-junk");
        publishByHand("schemas-junk", "0000000000000000", "not a schema");
        publishByHand("schemas-junk", String.format(Locale.ROOT, "%016x", fingerprint(LATER)), LATER.toString());
        try (KafkaSchemaTopic reader = topic("schemas-junk")) {
            assertThat(reader.byFingerprint(fingerprint(LATER))).contains(LATER);
        }
    }

    @Test
    void knowsNoSchemasWhereThereIsNoTopic() {
        try (KafkaSchemaTopic reader = topic("no-such-topic")) {
            assertThat(reader.byFingerprint(1)).isEmpty();
        }
    }

    @Test
    void saysWithinItsTimeThatNoBrokerAnswers() {
        // Given
        Map<String, Object> nobody = Map.of("bootstrap.servers", "127.0.0.1:1");
        try (KafkaSchemaTopic reader = new KafkaSchemaTopic(nobody, "schemas", Duration.ofMillis(300), clock)) {
            long start = System.nanoTime();

            // Then
            assertThatThrownBy(() -> reader.byFingerprint(1))
                    .isInstanceOf(SchemaLookupException.class)
                    .hasMessageContaining("within PT0.3S");
            assertThatThrownBy(() -> reader.byFingerprint(2))
                    .isInstanceOf(SchemaLookupException.class)
                    .hasMessageContaining("a moment ago");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    private KafkaSchemaTopic topic(String name) {
        return new KafkaSchemaTopic(client(), name, Duration.ofSeconds(20), clock);
    }

    private static Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    private static long fingerprint(Schema schema) {
        return SchemaNormalization.parsingFingerprint64(schema);
    }

    private static void createSchemaTopic(String name) throws Exception {
        TopicSpec schemas = TopicPlan.defaults().topics(NAMES).stream()
                .filter(topic -> topic.name().equals("schemas"))
                .findFirst()
                .orElseThrow();
        TopicSpec renamed = new TopicSpec(name, schemas.partitions(), schemas.replicationFactor(), schemas.settings());
        admin.createTopics(List.of(renamed.newTopic())).all().get();
    }

    private static long endOf(String topic) throws Exception {
        var partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    private static void publishByHand(String topic, String key, String value) throws Exception {
        try (var producer = new KafkaProducer<>(client(), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, key, value)).get();
        }
    }
}
