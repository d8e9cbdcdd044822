package io.siamese.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.card.SimilaritySpec;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import io.siamese.trainer.data.DataSet;
import io.siamese.trainer.data.DrawnSource;
import io.siamese.trainer.data.EncodedClass;
import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.data.PairSampler;
import io.siamese.trainer.koch.KochSchedule;
import io.siamese.trainer.koch.KochShape;
import io.siamese.trainer.koch.KochShape.Convolution;
import io.siamese.trainer.koch.LayerRates;
import io.siamese.trainer.run.KochSettings;
import io.siamese.trainer.run.LineProgress;
import io.siamese.trainer.run.TrainingRun;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a small network of the paper's kind, on drawn characters. */
class KochTrainingTest {

    private static final KochShape SMALL = new KochShape(
            "koch2015-35",
            35,
            List.of(new Convolution(8, 4, true, 0.1), new Convolution(8, 3, true, 0.1)),
            16,
            0.3,
            0.4);

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void theModelComparesByTheHeadThatWasTrained() throws Exception {
        // When
        ModelFile model = job(4, 2, 20).run(List.of("drawn"), false).model().orElseThrow();

        // Then
        SimilaritySpec head = model.card().similarity();
        assertThat(head.kind()).isEqualTo(SimilaritySpec.WEIGHTED_L1);
        assertThat(model.card().made())
                .startsWith("siamese train, 4 steps in ")
                .endsWith(" s of CPU time, on 1970-01-01");
        assertThat(model.card().notes()).anyMatch(note -> note.matches("Preprocessing: SHA-256 [0-9a-f]{64} of .*"));
        assertThat(model.card().parity().maxDifference()).isLessThan(1e-5);
        assertThat(model.calibration()).isPresent();
        try (OnnxEncoder encoder = OnnxEncoder.open(model, EncoderSettings.defaults())) {
            float[] one = model.card().goldens().get(0).embedding();
            float[] other = model.card().goldens().get(1).embedding();
            double logit = head.bias();
            for (int i = 0; i < one.length; i++) {
                logit -= head.weights().get(i) * Math.abs(one[i] - other[i]);
            }
            assertThat(encoder.similarity().of(one, other))
                    .isCloseTo((float) logit, within(1e-5f))
                    .isEqualTo(encoder.similarity().of(other, one))
                    .isNotEqualTo(head.bias());
        }
    }

    @Test
    void aRunWithoutALowerErrorStopsAndKeepsTheBest() throws Exception {
        // Given: a rate of next to nothing changes no trial, so the first epoch stays the best
        List<EncodedClass> drawn = new DrawnSource(1, 2, 5, 4).readClasses();
        KochSettings settings = settings(1000, 1, 3, 1e-9);
        List<ImageClass> classes =
                DataSet.decode(drawn, settings.preprocessing()).classes();
        try (TrainingRun run = settings.startRun(classes, classes, "a test")) {
            // When
            boolean ended = run.train(new LineProgress(new PrintWriter(out, true), 1000), 500, folder);

            // Then: the first epoch and three without a lower error
            assertThat(ended).isTrue();
            assertThat(run.steps()).isEqualTo(4);
            assertThat(run.remarks()).isEqualTo("kept the parameters of step 1, the best on one-shot trials");
        }
        // When: it had stopped, so there is nothing to go on with
        try (TrainingRun again = settings.startRun(classes, classes, "a test")) {
            again.resumeFrom(folder);
            assertThat(again.train(new LineProgress(new PrintWriter(out, true), 1000), 500, folder))
                    .isTrue();
            assertThat(again.steps()).isEqualTo(4);
        }
    }

    @Test
    void anEpochWithoutStepsIsRefused() {
        assertThatThrownBy(() -> job(10, 0, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("steps, epoch and patience: at least 1, got 10, 0 and 3");
    }

    private TrainingJob job(int steps, int epoch, int patience) {
        KochSettings settings = settings(steps, epoch, patience, 0.05);
        return new TrainingJob(
                settings,
                new SplitOptions(),
                folder,
                1,
                new PrintWriter(out, true),
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
    }

    private static KochSettings settings(int steps, int epoch, int patience, double rate) {
        return new KochSettings(
                SMALL,
                new PairSampler.Settings(500, 16),
                Collections.nCopies(4, new LayerRates(rate, 0.9, 1e-4)),
                new KochSchedule(5),
                epoch,
                patience,
                steps,
                1);
    }
}
