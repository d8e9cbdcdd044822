package io.siamese.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import io.siamese.trainer.folds.FoldsTable;
import io.siamese.trainer.folds.GroupFigures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
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
        assertThat(out.toString())
                .contains("  EER, 1 exemplar", "all figures, by exemplars and fusion: ./siamese card --show ")
                .doesNotContain("at calibrated");
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
            draw("g" + group, 2, group < 7 ? 3 : 1);
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
        assertThat(run(train("--untied", "EQUAL", "--whiten", "0.3"))).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "siamese train: --rate: preset koch2015-35 does not read it",
                        "siamese train: --patience: preset compact does not read it",
                        "siamese train: --whiten: an untied pair does not read it");
    }

    @Test
    void ratesMustBeOneOrOneForEachLayer() {
        assertThat(run(train("--preset", "koch2015-35", "--layer-rates", "0.1,0.2")))
                .isEqualTo(2);
        assertThat(err.toString().trim())
                .isEqualTo("siamese train: --layer-rates: one value, or one for each of the 6 layers, got 2");
    }

    @Test
    void foldsJudgeEveryGroupAndGoOnFromTheirCheckpoints() throws Exception {
        // Given
        Path runs = folder.resolve("run");
        for (int group = 0; group < 4; group++) {
            draw("g" + group, 20, 6);
        }
        String[] folds = {
            "train",
            "--data",
            folder.resolve("data").toString(),
            "--checkpoint-dir",
            runs.toString(),
            "--folds",
            "2",
            "--steps",
            "6",
            "--groups",
            "1",
            "--classes",
            "4",
            "--made-up",
            "0.5",
            "--widths",
            "8,8,8,8"
        };

        // When
        int exit = run(folds);

        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        List<GroupFigures> figures = FoldsTable.readTable(runs.resolve("folds.csv"));
        assertThat(figures).extracting(GroupFigures::group).containsExactlyInAnyOrder("g0", "g1", "g2", "g3");
        assertThat(figures).extracting(GroupFigures::fold).containsOnly(1, 2);
        assertThat(out.toString())
                .containsPattern("2 folds of 6 steps: about [0-9]+ minutes, if a step goes on taking [0-9]+ ms")
                .contains("4 groups in 2 folds", "Worst groups, FNMR at FMR 1 %: g");
        assertThat(runs.resolve("folds.html")).exists();

        // When: a fold is lost, and the other one is not trained again
        Files.delete(runs.resolve("fold-2/checkpoint.bin"));
        String against = runs.resolve("folds.csv").toString();
        assertThat(run(folds)).isEqualTo(2);
        List<String> again = new java.util.ArrayList<>(List.of(folds));
        again.addAll(List.of("--resume", "--against", against));
        out.getBuffer().setLength(0);
        assertThat(run(again.toArray(String[]::new))).isZero();

        // Then
        assertThat(FoldsTable.readTable(runs.resolve("folds.csv"))).isEqualTo(figures);
        assertThat(out.toString().lines().filter(line -> line.startsWith("step 6/6")))
                .hasSize(1);
        assertThat(out.toString()).contains("less by");
    }

    @Test
    void strokesOfAGroupThatIsNotTrainedOnAreRefused() throws Exception {
        // Given
        for (int drawer = 10; drawer < 14; drawer++) {
            Path leaf = Files.createDirectories(folder.resolve("strokes/Runes/character01"));
            Files.writeString(leaf.resolve("0001_" + drawer + ".txt"), "START\n1,-1,0\n9,-9,5\nBREAK\n");
        }

        // When
        int exit = run(train("--strokes", folder.resolve("strokes").toString()));

        // Then
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString().trim())
                .isEqualTo("siamese train: --strokes: Runes is not trained on; leave its recordings out");
    }

    @Test
    void sharesBeyondAWholeAndPhotographsAreRefused() {
        assertThat(run(train("--made-up", "1.5"))).isEqualTo(2);
        assertThat(run(train("--recombined", "0.5"))).isEqualTo(2);
        assertThat(run(train("--made-up", "0.5", "--preprocessing", "photo"))).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "siamese train: --made-up=1.5, --recombined=0.0, --compounds=0.0: shares from 0 to 1 that add up to 1 at most",
                        "siamese train: --recombined=0.5: a share above 0 needs --strokes, and --strokes needs a share above 0",
                        "siamese train: --made-up, --recombined and --compounds: made-up groups are ink, and need --sampling=WITHIN_GROUPS");
    }

    @Test
    void aSheetOfMadeUpAlphabetsNeedsNoData() throws Exception {
        // When
        Path file = folder.resolve("sheet.png");
        int exit = run("train", "--made-up", "0.5", "--show-made-up", file.toString());

        // Then
        assertThat(exit).isZero();
        assertThat(ImageIO.read(file.toFile()).getWidth()).isGreaterThan(1000);
    }

    private void draw(String group, int classes, int drawers) throws IOException {
        StrokeCharacters characters = new StrokeCharacters(group.hashCode());
        for (int name = 0; name < classes; name++) {
            Path leaf = Files.createDirectories(folder.resolve("data/" + group + "/c" + name));
            for (int drawer = 0; drawer < drawers; drawer++) {
                Files.write(leaf.resolve(drawer + ".png"), characters.png(name, drawer));
            }
        }
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
