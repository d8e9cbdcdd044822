package io.siamese.service.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

    /** The property to write the page with: {@code mvn test -pl streams-app -am -Dtest=ConfigurationPageTest -Dtest.jvm.args=-Dsiamese.docs=write}. */
    @Test
    void isInStepWithTheDefinition() throws Exception {
        // Given
        Path page = Path.of("..", "..", "docs", "configuration.md");
        if ("write".equals(System.getProperty("siamese.docs"))) {
            Files.writeString(page, AppConfig.describe());
        }

        // When
        String written = Files.readString(page);

        // Then
        assertThat(written).isEqualTo(AppConfig.describe());
    }
}
