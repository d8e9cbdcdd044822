package io.siamese.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.image.Alignment;
import io.siamese.encoder.image.OrientationRule;
import io.siamese.encoder.image.PhotoResize;
import io.siamese.encoder.image.Transparency;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
            mixed rows    | --preprocessing photo               | has another embedding in a batch than alone, by 0.
            fixed, mixed  | --preprocessing photo               | has another embedding in a batch than alone, by 0.
            plain         | --preprocessing photo --l1-bias 1   | --l1-bias: cosine has none
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
            case "mixed rows" -> model.withMixedRows().bytes();
            case "fixed, mixed" -> model.withFixedBatch().withMixedRows().bytes();
            case "not ONNX" -> "PNG?".getBytes(StandardCharsets.UTF_8);
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

    @ParameterizedTest(name = "reshaped: {0}")
    @ValueSource(strings = {"not", "to 1, 12", "to 1, -1"})
    void aBatchOfFixedSizeIsFreed(String reshaped) throws Exception {
        // Given
        ForeignModel fixed = ForeignModel.quarters().withFixedBatch();
        ForeignModel model = reshaped.equals("not") ? fixed : fixed.withFixedReshape(reshaped.endsWith("-1"));
        Files.write(folder.resolve("foreign.onnx"), model.bytes());

        // When
        int exit = card("--preprocessing", "photo", "--mean", "0.5,0.25,0", "--std", "0.5,1,2");

        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        try (OnnxEncoder encoder = OnnxEncoder.open(made(), EncoderSettings.defaults())) {
            assertThat(new String(made().bytes(), StandardCharsets.ISO_8859_1))
                    .as("what is read no more is left out")
                    .doesNotContain("\u0005shape");
            byte[] one = encoder.preprocessor().apply(new StrokeCharacters(7).png(3, 2));
            byte[] other = encoder.preprocessor().apply(new StrokeCharacters(7).png(4, 2));
            float[][] embeddings = encoder.encode(List.of(one, other, one));
            assertThat(embeddings[1]).containsExactly(expected(other), within(1e-5f));
            assertThat(embeddings[2]).containsExactly(expected(one), within(1e-5f));
        }
    }

    @Test
    void weightedL1ComparesEmbeddingsOfAnyLength() throws Exception {
        // Given
        Files.write(folder.resolve("foreign.onnx"), ForeignModel.quarters().bytes());
        Path weights = Files.writeString(folder.resolve("w.txt"), "1, 2 3\n4,5,6 7 8 9 10 11 12\n");

        // When
        int exit = card("--preprocessing", "photo", "--l1-weights", weights.toString(), "--l1-bias", "2.5");

        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        assertThat(made().card().similarity().weights())
                .hasSize(12)
                .startsWith(1f, 2f)
                .endsWith(12f);
        try (OnnxEncoder encoder = OnnxEncoder.open(made(), EncoderSettings.defaults())) {
            float[] one = encoder.encode(List.of(encoder.preprocessor().apply(new StrokeCharacters(7).png(3, 2))))[0];
            float[] other = encoder.encode(List.of(encoder.preprocessor().apply(new StrokeCharacters(7).png(4, 2))))[0];
            double expected = 2.5;
            double squares = 0;
            for (int i = 0; i < 12; i++) {
                expected -= (i + 1) * Math.abs(one[i] - other[i]);
                squares += one[i] * one[i];
            }
            assertThat(squares).as("not of unit length").isNotCloseTo(1, within(0.1));
            assertThat(encoder.similarity().of(one, other)).isCloseTo((float) expected, within(1e-4f));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 2 3            | has 3 numbers, the embedding has 12 dimensions
            1 2 3 x          | 'x' is no number
            1 NaN            | 'NaN' is no number
            """)
    void weightsAreOneNumberEach(String text, String message) throws Exception {
        // Given
        Files.write(folder.resolve("foreign.onnx"), ForeignModel.quarters().bytes());
        Path weights = Files.writeString(folder.resolve("w.txt"), text);

        // Then
        assertThat(card("--preprocessing", "photo", "--l1-weights", weights.toString()))
                .isEqualTo(2);
        assertThat(err.toString().lines()).singleElement().asString().contains(message);
        assertThat(folder.resolve("model.onnx")).doesNotExist();
    }

    @Test
    void theCardOfTheBundledModelIsShown() {
        // When
        int exit = run("card", "--show");

        // Then
        assertThat(exit).isZero();
        assertThat(out.toString())
                .contains("encoder       " + ModelFile.bundled().encoderId())
                .containsPattern(
                        "made +siamese train, 3000 steps in [0-9]+ s of CPU time, on 20[0-9]{2}-[01][0-9]-[0-3][0-9],")
                .containsPattern("preprocessing +\\{.*\\R +SHA-256 [0-9a-f]{64}")
                .containsPattern(
                        "trained +train and select: 749 classes, 14980 images\\R +SHA-256 [0-9a-f]{64}\\R +Arcadian,")
                .containsPattern("calibrated +calibrate: 138 classes")
                .containsPattern("reported +report: 77 classes")
                .contains("seeds         [1]", "version       djl 0.36.0")
                .containsPattern("parity +2.5e-07 over 6540 images, allowed 1e-05")
                .containsPattern("calibration +[0-9a-f]{16}");
    }

    @Test
    void withoutAnythingToDoItSaysWhatIsNeeded() {
        assertThat(run("card")).isEqualTo(2);
        assertThat(err.toString()).contains("name --onnx and --out, --model and --out, or --show");
    }

    private ModelFile made() {
        return ModelFile.read(folder.resolve("model.onnx"));
    }

    @Test
    void changesHowAModelReadsFilesAndKeepsItsGraphAndCalibration() throws Exception {
        // Given
        ModelFile bundled = ModelFile.bundled();
        Path before = folder.resolve("before.onnx");
        Path after = folder.resolve("after.onnx");
        bundled.write(before);

        // When
        int exit = run(
                "card",
                "--model",
                before.toString(),
                "--orientation",
                "AS_STORED",
                "--transparency",
                "BLACK",
                "--out",
                after.toString());

        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        ModelFile changed = ModelFile.read(after);
        assertThat(changed.card().preprocessing())
                .isEqualTo(bundled.card().preprocessing().withReading(OrientationRule.AS_STORED, Transparency.BLACK));
        assertThat(changed.encoderId()).isNotEqualTo(bundled.encoderId());
        assertThat(changed.calibration().orElseThrow().fmr())
                .isEqualTo(bundled.calibration().orElseThrow().fmr());
        assertThat(changed.calibration().orElseThrow().encoderId()).isEqualTo(changed.encoderId());
        assertThat(changed.card().notes()).anyMatch(note -> note.contains(bundled.encoderId()));
    }

    @Test
    void aPhotographIsAlignedByThePointsThatTheCardNames() throws Exception {
        // Given
        Files.write(folder.resolve("foreign.onnx"), ForeignModel.quarters().bytes());

        // When
        int exit = card("--preprocessing", "photo", "--align-points", "4.5,5.25,11.0004,5", "--decoding", "REDUCED");

        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        PhotoResize steps = (PhotoResize) made().card().preprocessing();
        assertThat(steps.alignment()).isEqualTo(new Alignment(List.of(4500, 5250, 11000, 5000)));
        assertThat(steps.decoding()).isEqualTo(PhotoResize.Decoding.REDUCED);
        assertThat(steps.canonicalJson()).contains("\"alignment\":[4500,5250,11000,5000]", "\"decoding\":\"reduced\"");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"--align-points=1,2,3", "--align-points=1,2", "--align-points=1,2,3,99999999"})
    void saysWhyPointsAreNone(String option) throws Exception {
        Files.write(folder.resolve("foreign.onnx"), ForeignModel.quarters().bytes());

        assertThat(card("--preprocessing", "photo", option)).isEqualTo(2);
        assertThat(err.toString()).contains("--align-points");
    }

    @Test
    void inkIsNeitherAlignedNorReduced() throws Exception {
        ModelFile.bundled().write(folder.resolve("ink.onnx"));
        String model = folder.resolve("ink.onnx").toString();
        String out = folder.resolve("out.onnx").toString();

        assertThat(run("card", "--model", model, "--align-points", "1,2,3,4", "--out", out))
                .isEqualTo(2);
        assertThat(run("card", "--model", model, "--decoding", "REDUCED", "--out", out))
                .isEqualTo(2);
        assertThat(err.toString()).contains("is for photographs");
        assertThat(folder.resolve("out.onnx")).doesNotExist();
    }

    @Test
    void saysWhatIsMissingToChangeACard() {
        assertThat(run("card", "--model", "m.onnx", "--out", "n.onnx")).isEqualTo(2);
        assertThat(err.toString()).contains("--model: say --orientation, --transparency, --align-points or --decoding");
    }

    private int card(String... options) {
        List<String> args = new ArrayList<>(List.of(
                "card",
                "--onnx",
                folder.resolve("foreign.onnx").toString(),
                "--out",
                folder.resolve("model.onnx").toString()));
        args.addAll(List.of(options));
        return run(args.toArray(String[]::new));
    }

    private int run(String... args) {
        return TrainerMain.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
