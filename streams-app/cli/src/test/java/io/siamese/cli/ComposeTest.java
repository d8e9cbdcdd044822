package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The compose file starts the console as the command line knows it. */
class ComposeTest {

    private final JsonNode services;

    ComposeTest() throws Exception {
        services = new YAMLMapper()
                .readTree(ProjectFiles.readText("docker/compose.yaml"))
                .get("services");
    }

    @Test
    void startsTheConsoleInAProfileOfItsOwn() {
        // Given
        JsonNode console = services.get("console");

        // When
        List<String> entry = texts(console.get("entrypoint"));
        List<String> command = texts(console.get("command"));

        // Then
        assertThat(texts(console.get("profiles"))).containsExactly("console");
        assertThat(entry).endsWith(SiameseMain.class.getName());
        assertThat(command).startsWith("console");
        assertThatCode(() -> new DocumentedCommand(command).parse(true)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "console"})
    void setsNoVariableThatIsRefused(String service) {
        // Given
        Map<String, String> environment = new HashMap<>();
        services.get(service)
                .get("environment")
                .properties()
                .forEach(variable ->
                        environment.put(variable.getKey(), variable.getValue().textValue()));

        // Then
        assertThatCode(() -> AppConfig.load(new ConfigSources(null, environment, List.of())))
                .doesNotThrowAnyException();
    }

    @Test
    void isReachedFromThisMachineAlone() {
        // Then
        assertThat(services).allSatisfy(service -> {
            if (service.has("ports")) {
                assertThat(texts(service.get("ports"))).allMatch(port -> port.startsWith("127.0.0.1:"));
            }
        });
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::textValue)
                .toList();
    }
}
