package io.siamese.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.onnx.ModelFile;
import io.siamese.trainer.data.Augmentation;
import io.siamese.trainer.data.DrawnSource;
import io.siamese.trainer.data.EncodedClass;
import io.siamese.trainer.data.EpisodeSampler;
import io.siamese.trainer.data.madeup.PenRecordings;
import io.siamese.trainer.model.Architecture;
import io.siamese.trainer.model.Objective;
import io.siamese.trainer.model.Pooling;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordedRunTest {

    private static final List<EncodedClass> DATA = new DrawnSource(1, 1, 2, 2).readClasses();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(Pooling.class)
    void theNameOfARunTellsWhatItTrainedAndOnWhat(Pooling pooling) {
        // Given
        Architecture pooled = Architecture.compact()
                .withWidths(List.of(16, 16, 64, 128))
                .withChannels(3)
                .withPooling(pooling);

        // When
        RecordedRun run = parse(settings(pooled, 0, null, true));

        // Then
        assertThat(run.architecture()).isEqualTo(pooled);
        assertThat(run.photo()).isTrue();
        assertThat(run.steps()).isEqualTo(9);
        assertThat(run.from()).isEmpty();
        assertThat(run.trainedOn(DATA)).isTrue();
        assertThat(run.trainedOn(DATA.subList(0, 1))).isFalse();
    }

    @Test
    void madeUpGroupsAndAStartDoNotHideTheRest() {
        // Given
        Path file = folder.resolve("bundled.onnx");
        ModelFile.bundled().write(file);

        // When
        RecordedRun run = parse(settings(Architecture.compact(), 0.5, StartingEncoder.readModel(file), true));

        // Then
        assertThat(run.architecture()).isEqualTo(Architecture.compact());
        assertThat(run.photo()).isFalse();
        assertThat(run.steps()).isEqualTo(9);
        assertThat(run.from()).contains(ModelFile.bundled().encoderId());
    }

    @Test
    void aRunWhoseParametersWereChosenIsNoneOfAFold() {
        TrainSettings chosen = settings(Architecture.compact(), 0, null, false);
        assertThat(RecordedRun.parse(RunNames.nameRun(chosen, DATA, DATA))).isEmpty();
        assertThat(RecordedRun.parse("another network on data")).isEmpty();
    }

    private static RecordedRun parse(TrainSettings settings) {
        return RecordedRun.parse(RunNames.nameRun(settings, DATA, List.of())).orElseThrow();
    }

    private static TrainSettings settings(
            Architecture architecture, double madeUp, @Nullable StartingEncoder from, boolean fitSelect) {
        return new TrainSettings(
                architecture,
                Objective.standard(),
                EpisodeSampler.Settings.withinGroups(2, 20, Augmentation.forInk()),
                new MadeUpShares(madeUp, 0, 0, PenRecordings.noRecordings()),
                architecture.channels() == 3,
                9,
                1,
                0.002,
                from,
                fitSelect,
                0);
    }
}
