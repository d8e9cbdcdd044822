package io.siamese.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.encoder.image.Preprocessing;
import io.siamese.trainer.data.Augmentation;
import io.siamese.trainer.data.DataSet;
import io.siamese.trainer.data.DrawnSource;
import io.siamese.trainer.data.EpisodeSampler;
import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.model.Architecture;
import io.siamese.trainer.model.EncoderWeights;
import io.siamese.trainer.model.Objective;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Embeddings that are whitened after the last step. */
class WhitenedTrainingTest {

    private static final Architecture TINY = new Architecture("compact", 1, 16, List.of(8, 8), List.of(2), 8);
    private static List<ImageClass> classes = List.of();

    @TempDir
    Path folder;

    @BeforeAll
    static void draw() throws Exception {
        NativeSettings.apply(1);
        classes = DataSet.decode(new DrawnSource(1, 2, 10, 4).readClasses(), Preprocessing.ink(16))
                .classes();
    }

    @Test
    void aFinishedRunIsExportedAgainWithAnotherShare() throws Exception {
        // Given
        EncoderWeights plain = train(0, false);

        // When
        EncoderWeights whitened = train(0.5, true);
        EncoderWeights again = train(0, true);

        // Then: the checkpoint has the weights of the last step, and the projection alone is mapped
        assertThat(whitened.projection().kernel())
                .isNotEqualTo(plain.projection().kernel());
        assertThat(whitened.convolutions()).usingRecursiveComparison().isEqualTo(plain.convolutions());
        assertThat(again).usingRecursiveComparison().isEqualTo(plain);
    }

    @Test
    void theCardSaysIt() {
        assertThat(settings(0.5).describeEnd()).isEqualTo(", whitened by 0.5 of the within-class covariance");
        assertThat(settings(0).describeEnd()).isEmpty();
        assertThat(settings(0.5))
                .as("no step depends on it")
                .hasToString(settings(0).toString());
    }

    @Test
    void sharesOutOfRangeAreRefused() {
        for (double share : new double[] {-0.1, 1, Double.NaN}) {
            assertThatThrownBy(() -> settings(share))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("--whiten=" + share + ": a share from 0 to less than 1");
        }
    }

    private EncoderWeights train(double whitened, boolean resume) throws Exception {
        return FinishedRun.train(settings(whitened), classes, folder, resume);
    }

    private static TrainSettings settings(double whitened) {
        return new TrainSettings(
                TINY,
                Objective.standard(),
                EpisodeSampler.Settings.withinGroups(1, 8, new Augmentation(0, 0, 0, 0, 0)),
                MadeUpShares.allFromData(),
                false,
                3,
                1,
                0.01,
                null,
                true,
                whitened);
    }
}
