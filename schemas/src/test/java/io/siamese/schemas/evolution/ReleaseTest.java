package io.siamese.schemas.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.schemas.serde.EventSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Keeps the schemas of a release: {@code mvn -pl schemas test -Dtest=ReleaseTest -Dcontract.release=2}. */
@EnabledIfSystemProperty(named = "contract.release", matches = "[0-9]+")
class ReleaseTest {

    @Test
    void keepsTodaysSchemasAsARelease() throws IOException {
        // Given
        Path release = Schemas.RELEASED.resolve(System.getProperty("contract.release"));
        Files.createDirectories(release);

        for (Schema today : EventSchemas.all()) {
            // When
            Path file = release.resolve(today.getName() + ".avsc");
            Files.writeString(file, Schemas.selfContained(today));

            // Then
            assertThat(SchemaNormalization.parsingFingerprint64(Schemas.parse(file)))
                    .isEqualTo(SchemaNormalization.parsingFingerprint64(today));
        }
    }
}
