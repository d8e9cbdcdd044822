package io.siamese.schemas.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.schemas.serde.EventSchemas;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** FULL_TRANSITIVE: every release reads today's records, and today's code those of every release. */
class CompatibilityTest {

    static List<Path> releasedFiles() throws IOException {
        return Schemas.releasedFiles();
    }

    static List<Schema> todaysSchemas() {
        return EventSchemas.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("releasedFiles")
    void isReadByAndReadsEveryRelease(Path file) throws IOException {
        // Given
        Schema released = Schemas.parse(file);
        Schema today = Schemas.today(released.getFullName());

        // Then
        assertThat(compatibility(today, released))
                .as("today's code reads it")
                .isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        assertThat(compatibility(released, today)).as("it reads today's").isEqualTo(SchemaCompatibilityType.COMPATIBLE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("releasedFiles")
    void isKnownThoughNobodyPublishedIt(Path file) throws IOException {
        long fingerprint = SchemaNormalization.parsingFingerprint64(Schemas.parse(file));

        assertThat(EventSchemas.before(unknown -> Optional.empty()).byFingerprint(fingerprint))
                .isPresent();
    }

    @Test
    void holdsTheFirstReleaseWhole() throws IOException {
        assertThat(Schemas.releasedFiles().stream()
                        .filter(file -> file.getParent().endsWith("1"))
                        .map(file -> file.getFileName().toString()))
                .containsExactly(
                        "ActiveEncoder.avsc",
                        "EffectivePolicy.avsc",
                        "Exemplar.avsc",
                        "ExemplarStatus.avsc",
                        "MatchDecision.avsc",
                        "Probe.avsc",
                        "Template.avsc");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("todaysSchemas")
    void givesEveryFieldADefaultAndEveryEnumItsUnknown(Schema record) {
        checkDefaults(record, new HashSet<>());
    }

    private static void checkDefaults(Schema schema, Set<String> seen) {
        switch (schema.getType()) {
            case RECORD -> {
                if (seen.add(schema.getFullName())) {
                    for (Schema.Field field : schema.getFields()) {
                        assertThat(field.hasDefaultValue())
                                .as(schema.getName() + "." + field.name())
                                .isTrue();
                        checkDefaults(field.schema(), seen);
                    }
                }
            }
            case ENUM ->
                assertThat(schema.getEnumDefault()).as(schema.getName()).isEqualTo("UNKNOWN");
            case ARRAY -> checkDefaults(schema.getElementType(), seen);
            case MAP -> checkDefaults(schema.getValueType(), seen);
            case UNION -> schema.getTypes().forEach(type -> checkDefaults(type, seen));
            default -> assertThat(schema.getType()).isNotEqualTo(Schema.Type.FIXED);
        }
    }

    private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getType();
    }
}
