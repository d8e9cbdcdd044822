package io.siamese.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.image.Preprocessing;
import io.siamese.trainer.data.Augmentation;
import io.siamese.trainer.data.DataSet;
import io.siamese.trainer.data.DrawnSource;
import io.siamese.trainer.data.EpisodeSampler;
import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.export.EncoderGraph;
import io.siamese.trainer.export.WeightsReader;
import io.siamese.trainer.model.Architecture;
import io.siamese.trainer.model.CompactTwins;
import io.siamese.trainer.model.EncoderWeights;
import io.siamese.trainer.model.Objective;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A share of the weights that a run started from, in the encoder that comes out. */
class KeptStartTest {

    private static final Architecture TINY = new Architecture("compact", 1, 16, List.of(8, 8), List.of(2), 8);
    private static List<ImageClass> classes = List.of();
    private static EncoderWeights start =
            new EncoderWeights(List.of(), new EncoderWeights.Layer(new float[0], new long[] {0}, new float[0]));

    @TempDir
    Path folder;

    @BeforeAll
    static void draw() throws Exception {
        NativeSettings.apply(1);
        classes = DataSet.decode(new DrawnSource(1, 2, 10, 4).readClasses(), Preprocessing.ink(16))
                .classes();
        start = weights(TINY);
    }

    @Test
    void theEncoderIsTheWeightedMeanOfBothEnds() throws Exception {
        // Given
        EncoderWeights trained = train(0, folder.resolve("none"), false);

        // When
        EncoderWeights kept = train(0.25, folder.resolve("kept"), false);

        // Then
        assertSame(kept, trained.mixWith(start, 0.25));
        assertThat(largestDifference(kept, trained)).as("something was kept").isGreaterThan(1e-3);
    }

    @Test
    void aFinishedRunIsExportedAgainWithAnotherShare() throws Exception {
        // Given
        EncoderWeights trained = train(0.5, folder, false);

        // When
        EncoderWeights again = train(0, folder, true);

        // Then: the checkpoint has the weights of the last step
        assertSame(trained, again.mixWith(start, 0.5));
    }

    @Test
    void otherWidthsAndSharesOutOfRangeAreRefusedBeforeTheFirstStep() {
        StartingEncoder narrow = new StartingEncoder(
                "0123456789abcdef",
                Preprocessing.ink(16),
                weights(new Architecture("compact", 1, 16, List.of(4, 8), List.of(2), 8)));
        assertThatThrownBy(() -> settings(narrow.keeping(0.5)).startRun(classes, classes, "test"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "--keep-start: encoder 0123456789abcdef needs the same --widths: layers of shape");
        assertThatThrownBy(() -> narrow.keeping(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--keep-start=1.0: a share from 0 to less than 1");
        assertThatThrownBy(() -> narrow.keeping(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }

    private static EncoderWeights train(double kept, Path checkpoints, boolean resume) throws Exception {
        StartingEncoder from = new StartingEncoder("0123456789abcdef", Preprocessing.ink(16), start).keeping(kept);
        return FinishedRun.train(settings(from), classes, checkpoints, resume);
    }

    private static TrainSettings settings(StartingEncoder from) {
        return new TrainSettings(
                        TINY,
                        Objective.standard(),
                        EpisodeSampler.Settings.withinGroups(1, 8, new Augmentation(0, 0, 0, 0, 0)),
                        false,
                        3,
                        1,
                        0.01,
                        true)
                .startingFrom(from);
    }

    private static EncoderWeights weights(Architecture architecture) {
        try (CompactTwins twins = new CompactTwins(architecture, Objective.standard(), 7)) {
            return WeightsReader.readWeights(EncoderGraph.graphBytes(twins.net()));
        }
    }

    private static void assertSame(EncoderWeights one, EncoderWeights other) {
        assertThat(largestDifference(one, other)).isCloseTo(0, within(1e-4));
    }

    private static double largestDifference(EncoderWeights one, EncoderWeights other) {
        double largest =
                difference(one.projection().kernel(), other.projection().kernel());
        for (int i = 0; i < one.convolutions().size(); i++) {
            EncoderWeights.Layer layer = one.convolutions().get(i);
            EncoderWeights.Layer same = other.convolutions().get(i);
            largest = Math.max(largest, difference(layer.kernel(), same.kernel()));
            largest = Math.max(largest, difference(layer.bias(), same.bias()));
        }
        return largest;
    }

    private static double difference(float[] one, float[] other) {
        double largest = 0;
        for (int i = 0; i < one.length; i++) {
            largest = Math.max(largest, Math.abs(one[i] - other[i]));
        }
        return largest;
    }
}
