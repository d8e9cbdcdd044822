package io.siamese.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.encoder.image.Preprocessing;
import io.siamese.trainer.data.Augmentation;
import io.siamese.trainer.data.DataSet;
import io.siamese.trainer.data.DrawnSource;
import io.siamese.trainer.data.EpisodeSampler;
import io.siamese.trainer.export.WeightsReader;
import io.siamese.trainer.folds.Fold;
import io.siamese.trainer.model.Architecture;
import io.siamese.trainer.model.EncoderWeights;
import io.siamese.trainer.model.Objective;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EarlierFoldsTest {

    private static final int STEPS = 2;
    private static final Architecture TINY = new Architecture("tiny", 1, 16, List.of(4, 4), List.of(2), 8);

    private static List<Fold> folds = List.of();
    private static List<Fold> foldsOfOtherData = List.of();

    @TempDir
    Path folder;

    @BeforeAll
    static void draw() {
        NativeSettings.apply(1);
        folds = Fold.dealFolds(new DrawnSource(1, 4, 3, 4).readClasses(), 2);
        foldsOfOtherData = Fold.dealFolds(new DrawnSource(2, 4, 3, 4).readClasses(), 2);
    }

    @Test
    void aFoldStartsFromTheEncoderThatNeverSawIt() throws Exception {
        // Given
        EncoderWeights ended = train(settings(), folds.get(0), 1, STEPS);

        // When
        StartingEncoder start = earlier().encoder(folds.get(0), folds);

        // Then
        assertThat(start.encoderId()).matches("fold-1:[0-9a-f]{16}");
        assertThat(start.preprocessing()).isEqualTo(Preprocessing.ink(16));
        assertThat(start.weights().projection().kernel())
                .containsExactly(ended.projection().kernel());
        assertThat(start.weights().convolutions()).hasSameSizeAs(ended.convolutions());
    }

    @Test
    void foldsMayGoOnFromFoldsThatWentOn() throws Exception {
        // Given
        train(settings(), folds.get(1), 2, STEPS);
        StartingEncoder first = earlier().encoder(folds.get(1), folds);
        Path again = folder.resolve("again");
        train(again, settings().startingFrom(first), folds.get(1), 2, STEPS);

        // When
        StartingEncoder second = new EarlierFolds(again).encoder(folds.get(1), folds);

        // Then
        assertThat(second.encoderId()).matches("fold-2:[0-9a-f]{16}").isNotEqualTo(first.encoderId());
    }

    @Test
    void theEncoderOfAnotherFoldIsRefused() throws Exception {
        // Given
        train(settings(), folds.get(1), 1, STEPS);

        // Then
        assertRefused(0, " was trained on what fold 2 trains on, and has seen what fold 1 is judged on");
    }

    @Test
    void anEncoderOfOtherDataIsRefused() throws Exception {
        // Given
        train(settings(), foldsOfOtherData.get(0), 1, STEPS);

        // Then
        assertRefused(0, " was trained on other classes than fold 1 of 2: it needs the same --data and --folds");
    }

    @Test
    void aFoldThatWasNotTrainedToItsEndIsRefused() throws Exception {
        // Given
        train(settings(), folds.get(0), 1, 1);

        // Then
        assertRefused(0, " has 1 of 2 steps: end that run first, with --resume");
    }

    @Test
    void anEncoderThatBeganWithAFileIsRefused() throws Exception {
        // Given: the weights are of the fold, but its record says what a file's would say
        train(settings(), folds.get(0), 1, STEPS);
        StartingEncoder own = earlier().encoder(folds.get(0), folds);
        Path from = folder.resolve("from");
        train(
                from,
                settings().startingFrom(new StartingEncoder("0123456789abcdef", own.preprocessing(), own.weights())),
                folds.get(0),
                1,
                STEPS);

        // Then
        assertThatThrownBy(() -> new EarlierFolds(from).encoder(folds.get(0), folds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--from-folds: " + from.resolve("fold-1") + " began with encoder 0123456789abcdef,"
                        + " which may have been trained on what fold 1 is judged on");
    }

    @Test
    void aRunThatIsNoFoldIsRefused() throws Exception {
        // Given
        new Checkpoint("another network on data", STEPS, 0, new byte[0]).writeTo(folder.resolve("fold-1"));

        // Then
        assertRefused(0, " is no fold of preset compact: another network on data");
    }

    @Test
    void aFoldThatIsNotThereIsNamed() throws Exception {
        // Given
        Files.createDirectories(folder.resolve("fold-1"));

        // Then
        assertRefused(0, " has no checkpoint: 2 folds of an earlier run are needed");
    }

    private void assertRefused(int fold, String reason) {
        assertThatThrownBy(() -> earlier().encoder(folds.get(fold), folds))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--from-folds: " + folder.resolve("fold-1") + reason);
    }

    private EarlierFolds earlier() {
        return new EarlierFolds(folder);
    }

    private EncoderWeights train(TrainSettings settings, Fold fold, int number, int steps) throws Exception {
        return train(folder, settings, fold, number, steps);
    }

    /** Trains as a run of folds does, up to a step, and returns the weights at its end. */
    private static EncoderWeights train(Path folder, TrainSettings settings, Fold fold, int number, int steps)
            throws Exception {
        try (TrainingRun run = settings.startRun(
                DataSet.decode(fold.fitted(), settings.preprocessing()).classes(),
                DataSet.decode(fold.judged(), settings.preprocessing()).classes(),
                RunNames.nameRun(settings, fold.fitted(), List.of()))) {
            run.train(stopAt(run, steps), STEPS, EarlierFolds.checkpoints(folder, number));
            return WeightsReader.readWeights(run.encoder().orElseThrow().onnx().get());
        }
    }

    private static TrainingProgress stopAt(TrainingRun run, int last) {
        return new TrainingProgress() {
            @Override
            public void stepDone(int steps, double loss) {
                if (steps == last) {
                    run.requestStop();
                }
            }

            @Override
            public void validated(Validation validation) {}

            @Override
            public void close() {}
        };
    }

    private static TrainSettings settings() {
        return new TrainSettings(
                TINY,
                Objective.standard(),
                EpisodeSampler.Settings.withinGroups(1, 3, Augmentation.forInk()),
                false,
                STEPS,
                1,
                0.002,
                true);
    }
}
