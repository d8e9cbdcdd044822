package io.siamese.trainer.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.trainer.RunsFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsSourceTest {

    @TempDir
    Path folder;

    private Path runs;
    private Path labels;

    @BeforeEach
    void draw() throws IOException {
        runs = RunsFixture.writeRuns(folder.resolve("all_runs"), 3);
        labels = runs.resolve("run02/class_labels.txt");
    }

    @Test
    void readsExemplarsProbesAndAnswers() throws IOException {
        // When
        List<OneShotRun> read = new RunsSource(runs).readRuns();

        // Then
        assertThat(read).extracting(OneShotRun::name).containsExactly("run01", "run02", "run03");
        OneShotRun first = read.get(0);
        assertThat(first.exemplars()).hasSize(20);
        assertThat(first.probes()).hasSize(20);
        assertThat(first.answers().subList(0, 4)).containsExactly(7, 14, 1, 8);
        assertThat(first.probes().get(0).name()).isEqualTo("run01/test/item01.png");
        assertThat(first.exemplars().get(7).bytes())
                .isEqualTo(Files.readAllBytes(runs.resolve("run01/training/class08.png")));
    }

    @Test
    void aZipIsReadAlike() throws IOException {
        // Given: as Omniglot's, with the folder all_runs above the runs, or without
        Path with = RunsFixture.zipFolder(folder, folder.resolveSibling(folder.getFileName() + "-with.zip"));
        Path without = RunsFixture.zipFolder(runs, folder.resolve("without.zip"));

        // Then
        OneShotRun expected = new RunsSource(runs).readRuns().get(2);
        for (Path zip : List.of(with, without)) {
            List<OneShotRun> read = new RunsSource(zip).readRuns();
            assertThat(read).hasSize(3);
            assertThat(read.get(2).answers()).isEqualTo(expected.answers());
            assertThat(read.get(2).probes().get(4).bytes())
                    .isEqualTo(expected.probes().get(4).bytes());
        }
        Files.delete(with);
    }

    @Test
    void aMissingProbeIsNamed() throws IOException {
        Files.delete(runs.resolve("run02/test/item05.png"));
        refused("run02/class_labels.txt line 5: there is no image run02/test/item05.png in the run");
    }

    @Test
    void aMissingExemplarIsNamed() throws IOException {
        Files.delete(runs.resolve("run02/training/class08.png"));
        refused("run02/class_labels.txt line 1: there is no exemplar run02/training/class08.png in the run");
    }

    @Test
    void aLineThatIsNotTwoPathsIsNamed() throws IOException {
        Files.writeString(labels, "\nrun02/test/item01.png\n", StandardOpenOption.APPEND);
        refused("run02/class_labels.txt line 22 is not 'run/test/image run/training/image': run02/test/item01.png");
    }

    @Test
    void aProbeWithTwoAnswersIsRefused() throws IOException {
        Files.writeString(labels, "run02/test/item01.png run02/training/class02.png\n", StandardOpenOption.APPEND);
        refused("run02/class_labels.txt line 21: run02/test/item01.png has two answers");
    }

    @Test
    void aPathOutOfTheRunIsRefused() throws IOException {
        Files.writeString(labels, "run01/test/item01.png run02/training/class02.png\n");
        refused("run02/class_labels.txt line 1: there is no image run01/test/item01.png in the run");
    }

    @Test
    void labelsThatAreNoTextAreRefused() throws IOException {
        Files.write(labels, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        refused("run02/class_labels.txt is not UTF-8 text");
    }

    @Test
    void noRunsAtAllIsRefused() throws IOException {
        // Given
        Path empty = Files.createDirectories(folder.resolve("empty"));

        // Then
        assertThatThrownBy(() -> new RunsSource(empty).readRuns())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds no run: no folder with a class_labels.txt");
        assertThatThrownBy(() -> new RunsSource(folder.resolve("nowhere")).readRuns())
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> new RunsSource(labels).readRuns())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is neither a folder nor a zip file");
    }

    @Test
    void aRunWithoutExemplarsIsRefused() throws IOException {
        Files.move(runs.resolve("run02/training"), runs.resolve("run02/elsewhere"));
        refused("run02 has no folder 'training'");
    }

    private void refused(String message) {
        assertThatThrownBy(() -> new RunsSource(runs).readRuns())
                .isInstanceOf(IOException.class)
                .hasMessage(message);
    }
}
