package io.siamese.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aFloatGraphGetsScalingBeforeItAndUnitLengthAfterIt() throws Exception {
        // Given
        Files.write(folder.resolve("foreign.onnx"), ForeignModel.quarters().bytes());

        // When
        int exit = card("--preprocessing", "photo", "--mean", "0.5,0.25,0", "--std", "0.5,1,2", "--name", "quarters");

        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        ModelFile model = ModelFile.read(folder.resolve("model.onnx"));
        assertThat(model.card().preset()).isEqualTo("quarters");
        assertThat(model.card().goldens()).hasSize(3);
        assertThat(model.calibration()).isEmpty();
        try (OnnxEncoder encoder = OnnxEncoder.open(model, EncoderSettings.defaults())) {
            byte[] pixels = encoder.preprocessor().apply(new StrokeCharacters(7).png(3, 2));
            assertThat(encoder.encode(List.of(pixels, pixels))[1]).containsExactly(expected(pixels), within(1e-5f));
        }
    }

    /** Means of max(0, (pixel / 255 − mean) / std) over quarters, divided by their length. */
    private static float[] expected(byte[] pixels) {
        double[] mean = {0.5, 0.25, 0};
        double[] deviation = {0.5, 1, 2};
        double[] sums = new double[12];
        for (int i = 0; i < pixels.length; i++) {
            int channel = i / 256;
            int quarter = i % 256 / 16 / 8 * 2 + i % 16 / 8;
            sums[channel * 4 + quarter] +=
                    Math.max(0, ((pixels[i] & 0xFF) / 255.0 - mean[channel]) / deviation[channel]) / 64;
        }
        double squares = 0;
        for (double sum : sums) {
            squares += sum * sum;
        }
        float[] unit = new float[12];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (sums[i] / Math.sqrt(squares));
        }
        return unit;
    }

    @Test
    void theEmbeddingIsChosenAmongSeveralOutputs() throws Exception {
        // Given
        Files.write(
                folder.resolve("foreign.onnx"),
                ForeignModel.quarters().withSecondOutput().bytes());

        // Then
        assertThat(card("--preprocessing", "photo")).isEqualTo(2);
        assertThat(err.toString()).contains("--output: the graph has the outputs features, embedding, name one");
        assertThat(card("--preprocessing", "photo", "--output", "features")).isZero();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            second input  | --preprocessing photo               | --input: the graph has the inputs x, mask, name one
            external      | --preprocessing photo               | external data; save it as one file
            fixed batch   | --preprocessing photo               | fixes the size of a batch
            plain         | ''                                  | --preprocessing: say whether the images are ink or photo
            plain         | --preprocessing ink                 | must be square and of one channel
            plain         | --preprocessing photo --height 20   | --height=20: the graph has 16
            plain         | --preprocessing photo --mean 1,2    | --mean: one value, or one for each of the 3 channels
            plain         | --preprocessing photo --std 0       | --std=[0.0]: must be above 0
            not ONNX      | --preprocessing photo               | not an ONNX model
            """)
    void saysWhatIsWrong(String graph, String options, String message) throws Exception {
        // Given
        ForeignModel model = ForeignModel.quarters();
        byte[] bytes = switch (graph) {
            case "second input" -> model.withSecondInput().bytes();
            case "external" -> model.withExternalWeights().bytes();
            case "fixed batch" -> model.withFixedBatch().bytes();
            case "not ONNX" -> "PNG?".getBytes();
            default -> model.bytes();
        };
        Files.write(folder.resolve("foreign.onnx"), bytes);

        // When
        int exit = card(options.isEmpty() ? new String[0] : options.split(" "));

        // Then
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains(message);
        assertThat(folder.resolve("model.onnx")).doesNotExist();
    }

    private int card(String... options) {
        List<String> args = new ArrayList<>(List.of(
                "card",
                "--onnx",
                folder.resolve("foreign.onnx").toString(),
                "--out",
                folder.resolve("model.onnx").toString()));
        args.addAll(List.of(options));
        return TrainerMain.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(args.toArray(String[]::new));
    }
}
