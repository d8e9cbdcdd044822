package io.siamese.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.trainer.data.Augmentation;
import io.siamese.trainer.data.DrawnSource;
import io.siamese.trainer.data.EncodedClass;
import io.siamese.trainer.data.EpisodeSampler;
import io.siamese.trainer.data.madeup.PenRecordings;
import io.siamese.trainer.model.Architecture;
import io.siamese.trainer.model.Objective;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunNamesTest {

    private static final List<EncodedClass> ONE = new DrawnSource(1, 1, 2, 2).readClasses();
    private static final List<EncodedClass> OTHER = new DrawnSource(2, 1, 2, 2).readClasses();

    @Test
    void seedArchitectureAndDataTellRunsApart() {
        // Given
        String saved = RunNames.nameRun(settings(Architecture.compact(), 1, false), ONE, ONE);

        // Then
        assertThat(RunNames.difference(saved, RunNames.nameRun(settings(Architecture.compact(), 2, false), ONE, ONE)))
                .isEqualTo("saved with seed=1, asked for seed=2");
        assertThat(RunNames.difference(
                        saved, RunNames.nameRun(settings(Architecture.compact().withChannels(3), 1, false), ONE, ONE)))
                .isEqualTo("saved with channels=1, asked for channels=3, photo=true");
        assertThat(RunNames.difference(saved, RunNames.nameRun(settings(Architecture.compact(), 1, false), OTHER, ONE)))
                .matches("saved with data=[0-9a-f]{12}, asked for data=[0-9a-f]{12}");
        assertThat(RunNames.difference(saved, RunNames.nameRun(settings(Architecture.compact(), 1, false), ONE, OTHER)))
                .matches("saved with select=[0-9a-f]{12}, asked for select=[0-9a-f]{12}");
    }

    @Test
    void listsAreNamedAsAWhole() {
        assertThat(RunNames.difference(
                        "A[b=C[widths=[16, 16, 48], last=1], d=2]", "A[b=C[widths=[8, 16, 48], last=1], d=2]"))
                .isEqualTo("saved with widths=[16, 16, 48], asked for widths=[8, 16, 48]");
    }

    @Test
    void selectIsNoMatterWhereNothingIsChosenByIt() {
        assertThat(RunNames.nameRun(settings(Architecture.compact(), 1, true), ONE, ONE))
                .isEqualTo(RunNames.nameRun(settings(Architecture.compact(), 1, true), ONE, OTHER));
    }

    @Test
    void madeUpGroupsAreNamedWhereThereAreAny() {
        // Given
        TrainSettings plain = settings(Architecture.compact(), 1, false);
        TrainSettings made = new TrainSettings(
                plain.architecture(),
                plain.objective(),
                plain.episodes(),
                new MadeUpShares(0.5, 0, 0, PenRecordings.noRecordings()),
                false,
                plain.steps(),
                plain.seed(),
                plain.peakRate(),
                null,
                false,
                0);

        // Then
        assertThat(plain.toString()).doesNotContain("madeUp");
        assertThat(RunNames.difference(RunNames.nameRun(plain, ONE, ONE), RunNames.nameRun(made, ONE, ONE)))
                .isEqualTo("saved with less, asked for madeUp=0.5");
    }

    private static TrainSettings settings(Architecture architecture, int seed, boolean fitSelect) {
        EpisodeSampler.Settings episodes = EpisodeSampler.Settings.withinGroups(2, 20, Augmentation.forInk());
        boolean photo = architecture.channels() == 3;
        return new TrainSettings(architecture, Objective.standard(), episodes, photo, 9, seed, 0.002, fitSelect);
    }
}
