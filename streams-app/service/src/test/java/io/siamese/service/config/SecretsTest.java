package io.siamese.service.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
    private static final String LOGIN =
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"app\" password=\"geheim\";";

    @ParameterizedTest
    @ValueSource(strings = {"sasl.jaas.config", "ssl.keystore.password", "producer.ssl.key.password"})
    void refusesASecretOnTheCommandLineAndDoesNotRepeatIt(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AppConfig.load(ConfigSources.ofFlags("kafka." + name + "=geheim")))
                .withMessageContaining("kafka." + name + "=[hidden] (from --set)")
                .withMessageContaining("a secret on the command line")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("geheim"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIAMESE_KAFKA_SSL_TRUSTSTORE_PASSWRD", "SIAMESE_KAFKA_SSL_KEYS", "SIAMESE_CONSOLE_TOKENS"})
    void refusesAMisspeltVariableAndDoesNotRepeatItsSecret(String variable) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AppConfig.load(new ConfigSources(
                        null, Map.of(variable, "geheim"), List.of("bootstrap.servers=127.0.0.1:9092"))))
                .withMessageContaining(variable + "=[hidden] (environment)")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("geheim"));
    }

    @Test
    void takesSecretsFromAFileAndFromVariablesAndShowsNone(@TempDir Path folder) throws IOException {
        // Given
        Path file = Files.writeString(
                folder.resolve("siamese.properties"),
                "kafka.sasl.jaas.config=" + LOGIN + "\nschema.registry.url=" + "http://clerk:geheim@registry:8081\n");
        Map<String, String> environment = Map.of("SIAMESE_KAFKA_SSL_TRUSTSTORE_PASSWORD", "geheim");

        // When
        AppConfig config = AppConfig.load(new ConfigSources(file, environment, List.of()));

        // Then
        assertThat(config.kafka().admin())
                .containsEntry("sasl.jaas.config", LOGIN)
                .containsEntry("ssl.truststore.password", "geheim");
        assertThat(config.toString())
                .contains("sasl.jaas.config", "ssl.truststore.password", "//***@registry:8081")
                .doesNotContain("geheim");
    }
}
