package io.siamese.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.siamese.schemas.kafka.KafkaSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {

    @Test
    void givesEachClientWhatConcernsIt() {
        // Given
        KafkaSettings kafka = AppConfig.load(ConfigSources.ofFlags(
                        "bootstrap.servers=broker:9092",
                        "kafka.security.protocol=SSL",
                        "kafka.linger.ms=7",
                        "kafka.producer.linger.ms=9",
                        "kafka.main.consumer.max.poll.records=2000"))
                .kafka();

        // When // Then
        assertThat(kafka.producer())
                .containsOnly(
                        Map.entry("bootstrap.servers", "broker:9092"),
                        Map.entry("security.protocol", "SSL"),
                        Map.entry("linger.ms", "9"));
        assertThat(kafka.consumer())
                .containsOnly(Map.entry("bootstrap.servers", "broker:9092"), Map.entry("security.protocol", "SSL"));
        assertThat(kafka.admin()).isEqualTo(kafka.consumer());
        assertThat(kafka.streams()).containsEntry("main.consumer.max.poll.records", "2000");
    }

    @Test
    void takesVariables() {
        // Given
        Map<String, String> environment = Map.of("SIAMESE_KAFKA_SECURITY_PROTOCOL", "SASL_SSL");

        // When
        KafkaSettings kafka =
                AppConfig.load(new ConfigSources(null, environment, List.of())).kafka();

        // Then
        assertThat(kafka.passed()).containsOnly(Map.entry("security.protocol", "SASL_SSL"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "processing.guarantee",
                "isolation.level",
                "enable.auto.commit",
                "application.id",
                "key.serializer",
                "default.value.serde",
                "deserialization.exception.handler",
                "default.production.exception.handler",
                "main.consumer.auto.offset.reset",
                "producer.transactional.id",
                "producer.transaction.timeout.ms",
                "consumer.isolation.level",
                "bootstrap.servers"
            })
    void refusesWhatWouldBreakTheContract(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AppConfig.load(ConfigSources.ofFlags("kafka." + name + "=x")))
                .withMessageContaining("kafka." + name + "=x (from --set): this setting cannot be changed");
    }

    @ParameterizedTest(name = "{0} is refused with: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            kafka.max.poll.record=5             | Kafka's clients have no such setting. Did you mean 'max.poll.records'?
            kafka.producer.lingr.ms=5           | Did you mean 'producer.linger.ms'?
            kafka.max.poll.records=0            | kafka.max.poll.records=0 (from --set): allowed is int [1,...]
            kafka.max.poll.records=many         | kafka.max.poll.records=many (from --set): allowed is int
            kafka.ssl.keystore.pasword=geheim   | kafka.ssl.keystore.pasword=[hidden] (from --set)
            """)
    void refusesWhatKafkaWouldRefuseOrIgnore(String flag, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AppConfig.load(ConfigSources.ofFlags(flag)))
                .withMessageContaining(message);
    }
}
