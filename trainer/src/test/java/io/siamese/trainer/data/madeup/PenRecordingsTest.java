package io.siamese.trainer.data.madeup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PenRecordingsTest {

    @TempDir
    Path folder;

    @Test
    void findsTheSameStrokeInEveryDrawingWhateverItsOrderAndDirection() throws Exception {
        // When
        RecordedCharacter character =
                Recordings.recordingsOf(1, 16).characters().get(0);

        // Then: one stroke is tall in all drawings, from the top, and the other is wide, from the left
        assertThat(character.strokes()).hasSize(2);
        for (RecordedShape stroke : character.strokes()) {
            assertThat(stroke.drawings()).hasSizeBetween(6, 16);
            boolean tall = height(stroke.drawings().get(0)) > 0.8;
            boolean down = down(stroke.drawings().get(0));
            assertThat(stroke.drawings()).allSatisfy(drawing -> {
                assertThat(height(drawing) > 0.8).isEqualTo(tall);
                assertThat(!tall || down(drawing) == down).isTrue();
            });
        }
    }

    @Test
    void aDrawingThatTwoFoldersHoldIsTakenOnce() throws Exception {
        // Given
        Recordings.writeGroup(folder.resolve("a"), "Runes", 2, 16);
        Recordings.writeGroup(folder.resolve("b"), "Runes", 2, 16);

        // When
        PenRecordings both = PenRecordings.readPaths(List.of(folder.resolve("a"), folder.resolve("b")));

        // Then
        assertThat(both)
                .hasToString(
                        PenRecordings.readPaths(List.of(folder.resolve("a"))).toString());
        assertThat(both.characters()).hasSize(2);
    }

    @Test
    void groupsThatAreNotWantedAreLeftOut() throws Exception {
        // Given
        Recordings.writeGroup(folder, "Ogham", 3, 16);
        Recordings.writeGroup(folder, "Runes", 2, 16);
        PenRecordings all = PenRecordings.readPaths(List.of(folder));

        // When
        PenRecordings kept = all.filterGroups("Runes"::equals);

        // Then
        assertThat(all.groups()).containsExactly("Ogham", "Runes");
        assertThat(kept.groups()).containsExactly("Runes");
        assertThat(kept.characters()).hasSize(2);
        assertThat(kept.toString()).isNotEqualTo(all.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "START\n1,2,3\n", "START\n1,2\nBREAK\n", "START\none,2,3\nBREAK\n", "START\nBREAK\n"})
    void aDamagedRecordingIsNamed(String text) throws Exception {
        // Given
        Path file = Files.createDirectories(folder.resolve("Runes/character01")).resolve("0001_01.txt");
        Files.writeString(file, text);

        // Then
        assertThatThrownBy(() -> PenRecordings.readPaths(List.of(folder)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Runes/character01/0001_01.txt ");
    }

    @Test
    void aPathWithoutRecordingsIsNamed() throws Exception {
        assertThatThrownBy(() -> PenRecordings.readPaths(List.of(folder)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(folder + " holds no stroke files");
        assertThatThrownBy(() -> PenRecordings.readPaths(List.of(folder.resolve("nowhere"))))
                .isInstanceOf(NoSuchFileException.class);
    }

    private static double height(Polyline stroke) {
        return Math.abs(stroke.pointAt(1)[1] - stroke.pointAt(0)[1]);
    }

    private static boolean down(Polyline stroke) {
        return stroke.pointAt(1)[1] > stroke.pointAt(0)[1];
    }
}
