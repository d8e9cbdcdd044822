package io.siamese.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.image.Preprocessing;
import io.siamese.trainer.data.Augmentation;
import io.siamese.trainer.data.DataSet;
import io.siamese.trainer.data.DrawnSource;
import io.siamese.trainer.data.EpisodeSampler;
import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.model.Architecture;
import io.siamese.trainer.model.Objective;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a learning rate so high that training makes the encoder worse, so that its best is not its last. */
class TrainingRunTest {

    private static final int EVERY = 1;
    private static final Architecture TINY = new Architecture("tiny", 1, 16, List.of(4, 4), List.of(2), 8);

    private static List<ImageClass> train = List.of();
    private static List<ImageClass> select = List.of();

    @TempDir
    Path folder;

    private final List<Validation> validations = new ArrayList<>();

    @BeforeAll
    static void draw() throws Exception {
        NativeSettings.apply(1);
        train = DataSet.decode(new DrawnSource(1, 2, 10, 4).readClasses(), Preprocessing.ink(16))
                .classes();
        select = DataSet.decode(new DrawnSource(2, 2, 10, 4).readClasses(), Preprocessing.ink(16))
                .classes();
    }

    @Test
    void endsWithTheParametersThatValidatedBest() throws Exception {
        try (TrainingRun run = run(false)) {
            // When
            boolean ended = run.train(listener(run, Integer.MAX_VALUE), EVERY, folder);

            // Then
            double least =
                    validations.stream().mapToDouble(Validation::fnmr).min().orElseThrow();
            assertThat(ended).isTrue();
            assertThat(validations).hasSize(16);
            assertThat(validations.get(15).fnmr())
                    .as("the last is not the best")
                    .isGreaterThan(least);
            assertThat(measured(run).fnmr()).isEqualTo(least);
            assertThat(run.remarks().lines())
                    .satisfiesExactly(
                            times -> assertThat(times)
                                    .matches("a step took [0-9]+ ms, and [0-9]+ ms before it to make its batch"),
                            kept -> assertThat(kept).startsWith("kept the parameters of step "));
        }
    }

    @Test
    void aRunThatGoesOnKnowsTheBestOfBefore() throws Exception {
        // Given
        Validation whole;
        try (TrainingRun run = run(false)) {
            run.train(listener(run, Integer.MAX_VALUE), EVERY, folder.resolve("whole"));
            whole = measured(run);
        }
        try (TrainingRun run = run(false)) {
            assertThat(run.train(listener(run, 10), EVERY, folder.resolve("halves")))
                    .isFalse();
        }

        // When
        try (TrainingRun run = run(false)) {
            run.resumeFrom(folder.resolve("halves"));
            run.train(listener(run, Integer.MAX_VALUE), EVERY, folder.resolve("halves"));

            // Then
            assertThat(measured(run)).isEqualTo(whole);
        }
    }

    @Test
    void trainingOnTheSelectSplitLeavesNothingToChooseBy() throws Exception {
        try (TrainingRun run = run(true)) {
            run.train(listener(run, Integer.MAX_VALUE), EVERY, folder);
            assertThat(measured(run).fnmr()).isEqualTo(validations.get(15).fnmr());
            assertThat(run.remarks()).doesNotContain("kept");
        }
    }

    private static TrainingRun run(boolean fitSelect) {
        EpisodeSampler.Settings episodes = EpisodeSampler.Settings.withinGroups(1, 8, new Augmentation(0, 0, 0, 0, 0));
        TrainSettings settings = new TrainSettings(TINY, Objective.standard(), episodes, false, 16, 1, 0.3, fitSelect);
        return settings.startRun(train, select, "test");
    }

    private static Validation measured(TrainingRun run) {
        TrainedEncoder encoder = run.encoder().orElseThrow();
        return new Validator(select).measure(encoder.embed(), 0, 0, 0);
    }

    private TrainingProgress listener(TrainingRun run, int stopAt) {
        return new TrainingProgress() {
            @Override
            public void stepDone(int steps, double loss) {
                if (steps == stopAt) {
                    run.requestStop();
                }
            }

            @Override
            public void validated(Validation validation) {
                validations.add(validation);
            }

            @Override
            public void close() {}
        };
    }
}
