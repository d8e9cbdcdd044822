package io.siamese.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.encoder.onnx.ModelFile;
import io.siamese.trainer.data.Augmentation;
import io.siamese.trainer.data.EpisodeSampler;
import io.siamese.trainer.model.Architecture;
import io.siamese.trainer.model.Objective;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartingEncoderTest {

    @TempDir
    Path folder;

    @Test
    void theBundledEncoderNamesTheRunThatStartsFromIt() {
        // Given
        ModelFile bundled = ModelFile.bundled();
        Path file = folder.resolve("bundled.onnx");
        bundled.write(file);

        // When
        StartingEncoder from = StartingEncoder.readModel(file);

        // Then
        assertThat(from.weights().convolutions()).hasSizeGreaterThan(6);
        assertThat(from.weights().projection().shape()[0]).isEqualTo(128);
        assertThat(settings(Architecture.compact(), from).toString()).contains(", from=" + bundled.encoderId() + ", ");
        assertThat(settings(Architecture.compact(), null).toString()).doesNotContain("from=");
    }

    @Test
    void anEncoderOfAnotherInputIsRefused() {
        StartingEncoder from = bundled();
        assertThatThrownBy(() -> settings(Architecture.compact().withSize(64), from))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--from: encoder " + from.encoderId() + " takes images of the preprocessing ")
                .hasMessageContaining("\"size\":64");
    }

    @Test
    void aFoldIsNotJudgedByAnEncoderThatMayHaveSeenIt() {
        TrainSettings settings = settings(Architecture.compact(), bundled());
        assertThatThrownBy(() -> settings.withoutGroups(Set.of("Greek")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("may have been trained on groups that a fold is judged on");
    }

    @Test
    void aFileThatIsNoModelIsNamed() throws Exception {
        // Given
        Path file = Files.write(folder.resolve("notes.onnx"), new byte[] {1, 2, 3});

        // Then
        assertThatThrownBy(() -> StartingEncoder.readModel(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("notes.onnx");
    }

    private StartingEncoder bundled() {
        Path file = folder.resolve("bundled.onnx");
        ModelFile.bundled().write(file);
        return StartingEncoder.readModel(file);
    }

    private static TrainSettings settings(Architecture architecture, @Nullable StartingEncoder from) {
        return new TrainSettings(
                architecture,
                Objective.standard(),
                EpisodeSampler.Settings.withinGroups(2, 20, Augmentation.forInk()),
                MadeUpShares.allFromData(),
                false,
                9,
                1,
                0.002,
                from,
                false,
                0);
    }
}
