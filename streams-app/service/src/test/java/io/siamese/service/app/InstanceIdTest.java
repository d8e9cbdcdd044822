package io.siamese.service.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceIdTest {
    private static final String GIVEN = "siamese-6dd44394-7a5f-4994-835f-b6415efc91a2-2";

    @TempDir
    Path folder;

    private InstanceId open() {
        return InstanceId.open(folder.resolve("state"), "siamese");
    }

    private String nameOfOneRun() {
        try (InstanceId id = open()) {
            return id.transactionalId(GIVEN);
        }
    }

    @Test
    void namesAProducerAsBeforeARestart() {
        // Given
        String before = nameOfOneRun();

        // When
        String after = nameOfOneRun();

        // Then
        assertThat(after).isEqualTo(before).matches("siamese-[0-9a-f-]{36}-2").isNotEqualTo(GIVEN);
    }

    @Test
    void givesNoIdToTwoAtATime() {
        // When
        try (InstanceId one = open();
                InstanceId other = open()) {
            // Then
            assertThat(other.transactionalId(GIVEN)).isNotEqualTo(one.transactionalId(GIVEN));
        }
    }

    @Test
    void namesProducersAnewAfterALostTransaction() {
        // Given
        String before = nameOfOneRun();

        // When
        String after;
        try (InstanceId id = open()) {
            id.renew();
            after = id.transactionalId(GIVEN);
        }

        // Then
        assertThat(after).isNotEqualTo(before);
        assertThat(nameOfOneRun()).as("kept for the next start").isEqualTo(after);
    }

    @Test
    void beginsAnewWhereTheFileWasNotWrittenToItsEnd() throws IOException {
        // Given
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(folder.resolve("state").resolve("siamese.instance"), "6dd44394-7a5f-49");

        // When
        String first = nameOfOneRun();

        // Then
        assertThat(nameOfOneRun()).isEqualTo(first);
    }

    @Test
    void hasAnIdForOneRunWhereTheFolderCannotBeWritten() throws IOException {
        // Given
        Files.writeString(folder.resolve("state"), "a file where the folder should be");

        // When
        String first = nameOfOneRun();

        // Then
        assertThat(first).startsWith("siamese-").endsWith("-2");
        assertThat(nameOfOneRun()).isNotEqualTo(first);
    }
}
