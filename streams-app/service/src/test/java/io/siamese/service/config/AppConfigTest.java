package io.siamese.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AppConfigTest {

    @Test
    void hasADefaultForEverything() {
        // When
        AppConfig config = AppConfig.load(ConfigSources.ofFlags());

        // Then
        assertThat(config.streams().applicationId()).isEqualTo("siamese");
        assertThat(config.streams().commitInterval()).isEqualTo(Duration.ofMillis(100));
        assertThat(config.kafka().bootstrapServers()).isEqualTo("localhost:9092");
        assertThat(config.topics().names().exemplarEmbeddings()).isEqualTo("exemplar-embeddings");
        assertThat(config.encoder().model()).isNull();
        assertThat(config.policy()).isEqualTo(new PolicyConfig(0.01, 0.05, null, 5));
        assertThat(config.web().enabled()).isFalse();
        assertThat(config.contract().schemaRegistryUrl()).isNull();
    }

    @ParameterizedTest(name = "file {0}, variable {1}, flag {2}: port {3}")
    @CsvSource({"1,2,3,3", "1,2,,2", "1,,3,3", "1,,,1", ",2,,2", ",,,0"})
    void takesTheStrongestSource(String inFile, String inVariable, String inFlag, int expected, @TempDir Path folder)
            throws Exception {
        // Given
        Path file = folder.resolve("siamese.properties");
        Files.writeString(file, inFile == null ? "" : "web.port = " + inFile + " \n");
        Map<String, String> environment = inVariable == null ? Map.of() : Map.of("SIAMESE_WEB_PORT", inVariable);
        List<String> flags = inFlag == null ? List.of() : List.of("web.port=" + inFlag);

        // When
        AppConfig config = AppConfig.load(new ConfigSources(file, environment, flags));

        // Then
        assertThat(config.web().port()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} is refused with: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            web.prot=8080                        | web.prot=8080 (from --set): there is no such setting. Did you mean 'web.port'?
            nonsense.entirely=1                  | there is no such setting. Settings are listed
            web.port=65536                       | web.port=65536 (from --set): allowed is int [0,...,65535].
            web.port=-1                          | allowed is int [0,...,65535].
            web.port=http                        | web.port=http (from --set): allowed is int
            web.port=                            | web.port= (from --set): allowed is int
            policy.target.fmr=0                  | allowed is double above 0 and at most 0.5.
            policy.target.fmr=NaN                | allowed is double above 0 and at most 0.5.
            policy.threshold=1e3                 | allowed is string empty, or a number; from -1 to 1
            policy.threshold=high                | allowed is string empty, or a number; from -1 to 1
            policy.target.fmr=0.51               | allowed is double above 0 and at most 0.5.
            replication.factor=0                 | allowed is int -1, or 1 to 32767.
            application.id=a b                   | allowed is string 1 to 100 of
            encoder.provider=TPU                 | allowed is string CPU, CUDA, TENSORRT or AUTO
            encoder.model=/no/such/model.onnx    | there is no such file
            encoder.calibration=/no/such.json    | encoder.calibration=/no/such.json: there is no such file
            topic.images=schemas                 | topic name 'schemas' is given twice
            topics.prefix=no spaces              | allowed is string up to 249 of
            topic.images=..                      | topic name '..'
            schema.registry.url=localhost:8081   | allowed is string empty, or http(s)://
            """)
    void refusesWhatIsNotAllowedByKeyValueAndBounds(String flag, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AppConfig.load(ConfigSources.ofFlags(flag)))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"web.port", "=1", ""})
    void refusesAFlagThatIsNoAssignment(String flag) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AppConfig.load(ConfigSources.ofFlags(flag)))
                .withMessageContaining("--set key=value");
    }

    @Test
    void acceptsTheBounds() {
        // When
        AppConfig config = AppConfig.load(ConfigSources.ofFlags(
                "web.port=65535", "policy.target.fmr=0.5", "replication.factor=1", "encoder.provider=cuda"));

        // Then
        assertThat(config.web().port()).isEqualTo(65_535);
        assertThat(config.policy().targetFmr()).isEqualTo(0.5);
        assertThat(config.topics().replicas(5)).isEqualTo(1);
        assertThat(config.encoder().provider()).isEqualTo("CUDA");
    }

    @Test
    void namesTopicsByPrefixAndOneByOne() {
        // When
        AppConfig config = AppConfig.load(new ConfigSources(
                null, Map.of("SIAMESE_TOPICS_PREFIX", "eu.", "SIAMESE_TOPIC_EXEMPLAR_STATUS", "enrolment"), List.of()));

        // Then
        assertThat(config.topics().names().images()).isEqualTo("eu.images");
        assertThat(config.topics().names().exemplarStatus()).isEqualTo("enrolment");
    }

    @Test
    void refusesAnUnknownVariableButNotTheOnesThatKubernetesAdds() {
        // Given
        Map<String, String> kubernetes = Map.of(
                "SIAMESE_SERVICE_HOST",
                "10.0.0.1",
                "SIAMESE_PORT_8080_TCP",
                "tcp://10.0.0.1:8080",
                "HOME",
                "/home/app");

        // When // Then
        assertThat(AppConfig.load(new ConfigSources(null, kubernetes, List.of())))
                .isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AppConfig.load(new ConfigSources(null, Map.of("SIAMESE_WEB_PROT", "1"), List.of())))
                .withMessageContaining("SIAMESE_WEB_PROT=1 (environment)")
                .withMessageContaining("Did you mean 'SIAMESE_WEB_PORT'?");
    }

    @Test
    void refusesAFileThatCannotBeRead(@TempDir Path folder) {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        AppConfig.load(new ConfigSources(folder.resolve("missing.properties"), Map.of(), List.of())))
                .withMessageContaining("missing.properties cannot be read");
    }

    @ParameterizedTest(name = "{1} replicas on {0} brokers")
    @CsvSource({"1, 1", "2, 2", "3, 3", "5, 3"})
    void replicatesThriceWhereTheClusterAllows(int brokers, int replicas) {
        assertThat(AppConfig.load(ConfigSources.ofFlags()).topics().replicas(brokers))
                .isEqualTo(replicas);
    }
}
