package io.siamese.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TrainerMainTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void sixtyStepsOnDrawnCharactersLowerTheErrorAndGiveAModelThatOpens() {
        // When
        int exit = run(train("--steps", "60", "--every", "20"));

        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        List<Double> errors = errors();
        assertThat(errors).hasSize(3);
        assertThat(errors.get(2)).isLessThan(0.8 * errors.get(0));
        ModelFile model = ModelFile.read(folder.resolve("run/compact.onnx"));
        assertThat(model.calibration()).isPresent();
        assertThat(model.card().trained().groups())
                .doesNotContainAnyElementsOf(model.card().reported().groups());
        try (OnnxEncoder encoder = OnnxEncoder.open(model, EncoderSettings.defaults())) {
            assertThat(encoder.dimension()).isEqualTo(128);
        }
    }

    @Test
    void aSecondRunDoesNotOverwriteTheCheckpointOfTheFirst() throws Exception {
        // Given
        Files.createDirectories(folder.resolve("run"));
        Files.write(folder.resolve("run/checkpoint.bin"), new byte[] {1, 2, 3, 4});

        // When
        int exit = run(train("--steps", "60"));

        // Then
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .contains("go on with --resume, or name another --checkpoint-dir");
    }

    @Test
    void trainingWithoutDataSaysWhatIsNeeded() {
        // When
        int exit = run("train");

        // Then
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString()).startsWith("siamese train: Missing required option: '--data");
        assertThat(err.toString().lines()).hasSize(1);
    }

    @Test
    void aFolderThatIsNotThereIsOneLine() {
        // When
        int exit = run("evaluate", "--data", folder.resolve("nowhere").toString());

        // Then
        assertThat(exit).isEqualTo(1);
        assertThat(err.toString().lines()).singleElement().asString().contains("there is no ");
    }

    @Test
    void aGroupThatIsNotInTheDataIsNamed() {
        assertThat(run(train("--select", "drawn00", "--calibrate", "drawn01", "--report", "Runes")))
                .isEqualTo(2);
        assertThat(err.toString().trim()).isEqualTo("siamese train: splits: there is no group 'Runes' in the data");
    }

    @Test
    void whatWouldFailAfterTheTrainingIsRefusedBeforeIt() throws Exception {
        // Given: nine groups of two classes; those of the last two have one image each
        for (int group = 0; group < 9; group++) {
            for (int name = 0; name < 2; name++) {
                Path leaf = Files.createDirectories(folder.resolve("data/g" + group + "/c" + name));
                for (int drawer = 0; drawer < (group < 7 ? 3 : 1); drawer++) {
                    Files.write(leaf.resolve(drawer + ".png"), new StrokeCharacters(group).png(name, drawer));
                }
            }
        }
        String data = folder.resolve("data").toString();
        String run = folder.resolve("run").toString();

        // When
        int calibrate = run(
                "train",
                "--data",
                data,
                "--checkpoint-dir",
                run,
                "--calibrate",
                "g7",
                "--report",
                "g1,g8",
                "--select",
                "g2");
        int report = run(
                "train",
                "--data",
                data,
                "--checkpoint-dir",
                run,
                "--calibrate",
                "g1",
                "--report",
                "g7,g8",
                "--select",
                "g2");

        // Then
        assertThat(List.of(calibrate, report)).containsExactly(2, 2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "siamese train: splits: calibrate has 0 classes with two images or more, at least 2 are needed",
                        "siamese train: splits: report has 0 classes with two images or more, at least 1 are needed");
        assertThat(out.toString()).doesNotContain("step ");
    }

    @Test
    void anUnknownPresetNamesWhatIsAllowed() {
        assertThat(run(train("--preset", "huge"))).isEqualTo(2);
        assertThat(err.toString().trim())
                .isEqualTo("siamese train: preset: unknown 'huge', allowed: compact, koch2015, koch2015-35");
    }

    @Test
    void anOptionThatAPresetDoesNotReadIsRefused() {
        assertThat(run(train("--preset", "koch2015-35", "--rate", "0.1"))).isEqualTo(2);
        assertThat(run(train("--patience", "3"))).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "siamese train: --rate: preset koch2015-35 does not read it",
                        "siamese train: --patience: preset compact does not read it");
    }

    @Test
    void ratesMustBeOneOrOneForEachLayer() {
        assertThat(run(train("--preset", "koch2015-35", "--layer-rates", "0.1,0.2")))
                .isEqualTo(2);
        assertThat(err.toString().trim())
                .isEqualTo("siamese train: --layer-rates: one value, or one for each of the 6 layers, got 2");
    }

    private String[] train(String... more) {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "train",
                "--data",
                "drawn",
                "--checkpoint-dir",
                folder.resolve("run").toString()));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private int run(String... arguments) {
        CommandLine line = TrainerMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }

    private List<Double> errors() {
        Matcher matcher = Pattern.compile("20-way error ([0-9.]+) %").matcher(out.toString());
        return matcher.results().map(hit -> Double.valueOf(hit.group(1))).toList();
    }
}
