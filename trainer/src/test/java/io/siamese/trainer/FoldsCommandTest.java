package io.siamese.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.onnx.ModelFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code train --folds} that goes on from the encoders of an earlier run of the same folds. */
class FoldsCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void draw() throws Exception {
        for (int group = 0; group < 4; group++) {
            StrokeCharacters characters = new StrokeCharacters(group);
            for (int name = 0; name < 20; name++) {
                Path leaf = Files.createDirectories(folder.resolve("data/g" + group + "/c" + name));
                for (int drawer = 0; drawer < 4; drawer++) {
                    Files.write(leaf.resolve(drawer + ".png"), characters.png(name, drawer));
                }
            }
        }
    }

    @Test
    void foldsGoOnFromTheEncodersOfEarlierFolds() {
        // Given
        assertThat(folds("before", 2)).isZero();

        // When
        String before = folder.resolve("before").toString();
        int exit = folds(
                "after",
                2,
                "--from-folds",
                before,
                "--widths",
                "8,8,8,16",
                "--made-up",
                "0.5",
                "--against",
                before + "/folds.csv");

        // Then
        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        assertThat(out.toString()).contains("less by");
        assertThat(folder.resolve("after/folds.html"))
                .content()
                .contains("Recipe: TrainSettings[", "each fold from its encoder of " + before);
    }

    @Test
    void foldsThatSawWhatIsJudgedAreRefusedBeforeAnyTraining() {
        // Given: two folds are other groups than four
        assertThat(folds("before", 2)).isZero();
        out.getBuffer().setLength(0);

        // When
        Path before = folder.resolve("before");
        int exit = folds("after", 4, "--from-folds", before.toString());

        // Then
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString().trim())
                .isEqualTo("siamese train: --from-folds: " + before.resolve("fold-1")
                        + " was trained on other classes than fold 1 of 4: it needs the same --data and --folds");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void strokesOfClassesThatAreJudgedAreRefused() throws Exception {
        // Given: four folds of four groups, so that classes are dealt
        for (int drawer = 10; drawer < 14; drawer++) {
            Path leaf = Files.createDirectories(folder.resolve("strokes/g1/character01"));
            Files.writeString(leaf.resolve("0001_" + drawer + ".txt"), "START\n1,-1,0\n9,-9,5\nBREAK\n");
        }

        // When
        int exit = folds("run", 4, "--strokes", folder.resolve("strokes").toString());

        // Then
        assertThat(exit).isEqualTo(2);
        assertThat(err.toString().trim())
                .isEqualTo("siamese train: --strokes: classes of g1 are judged, because there are fewer than two"
                        + " groups a fold; leave its recordings out");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void aModelFileAndASplitAreNoFolds() {
        // Given
        Path file = folder.resolve("bundled.onnx");
        ModelFile.bundled().write(file);

        // Then
        assertThat(train("--from-folds", "runs")).isEqualTo(2);
        assertThat(train("--folds", "2", "--widths", "16,16,48,96", "--from", file.toString()))
                .isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "siamese train: --from-folds: needs --folds; --from names a model file to start from",
                        "siamese train: --from: encoder "
                                + ModelFile.bundled().encoderId()
                                + " may have been trained on groups that a fold is judged on;"
                                + " --from-folds starts from the encoders of earlier folds");
    }

    @Test
    void aShareOfNoStartIsRefused() {
        assertThat(train("--keep-start", "0.5")).isEqualTo(2);
        assertThat(err.toString().trim()).isEqualTo("siamese train: --keep-start: needs --from or --from-folds");
    }

    private int folds(String run, int count, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--folds",
                Integer.toString(count),
                "--checkpoint-dir",
                folder.resolve(run).toString(),
                "--steps",
                "2",
                "--groups",
                "1",
                "--classes",
                "4"));
        if (!List.of(more).contains("--widths")) {
            arguments.addAll(List.of("--widths", "8,8,8,8"));
        }
        arguments.addAll(List.of(more));
        return train(arguments.toArray(String[]::new));
    }

    private int train(String... more) {
        List<String> arguments = new ArrayList<>(
                List.of("train", "--data", folder.resolve("data").toString()));
        arguments.addAll(List.of(more));
        CommandLine line = TrainerMain.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments.toArray(String[]::new));
    }
}
