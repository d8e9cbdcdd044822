package io.siamese.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.siamese.encoder.drawing.StrokeCharacters;
import io.siamese.encoder.onnx.ModelFile;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command in a process of its own, with signals as a terminal or a container sends them. */
class InterruptedTrainingTest {

    private static final int STEPS = 120;

    @TempDir
    Path folder;

    @BeforeEach
    void draw() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")) || Files.isExecutable(Path.of("/usr/bin/kill")));
        StrokeCharacters characters = new StrokeCharacters(5);
        for (int subject = 0; subject < 24; subject++) {
            Path leaf = Files.createDirectories(folder.resolve("data/c" + subject));
            for (int drawer = 0; drawer < 4; drawer++) {
                Files.write(leaf.resolve(drawer + ".png"), characters.png(subject, drawer));
            }
        }
    }

    @ParameterizedTest(name = "SIG{0}, exit code {1}")
    @CsvSource({"INT, 130", "TERM, 143"})
    void aRunThatIsInterruptedAndGoesOnEndsAsOneThatNeverWas(String signal, int exit) throws Exception {
        // Given
        train("whole").waitFor();
        String whole = encoder("whole");

        // When
        Process halves = train("halves");
        List<String> said = new ArrayList<>();
        try (BufferedReader out = halves.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (line.startsWith("step 3/")) {
                    // Twice: the second must not cut the saving short.
                    kill(signal, halves);
                    kill(signal, halves);
                }
            }
        }

        // Then
        assertThat(halves.waitFor()).isEqualTo(exit);
        assertThat(said.get(said.size() - 1))
                .matches("interrupted after step [0-9]+, saved in .*halves: the same command with --resume goes on from"
                        + " there");
        assertThat(folder.resolve("halves/compact.onnx")).doesNotExist();
        assertThat(train("halves", "--resume").waitFor()).isZero();
        assertThat(encoder("halves")).isEqualTo(whole);
    }

    @Test
    void aSeedGivesTheSameModelAgain() throws Exception {
        // When
        assertThat(train("one").waitFor()).isZero();
        assertThat(train("two").waitFor()).isZero();
        assertThat(train("three", "--seed", "2").waitFor()).isZero();

        // Then
        assertThat(encoder("two")).isEqualTo(encoder("one")).isNotEqualTo(encoder("three"));
    }

    private String encoder(String run) {
        return ModelFile.read(folder.resolve(run).resolve("compact.onnx")).encoderId();
    }

    private Process train(String run, String... more) throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classes,
                TrainerMain.class.getName(),
                "train",
                "--data",
                folder.resolve("data").toString(),
                "--steps",
                Integer.toString(STEPS),
                "--every",
                "1",
                "--groups",
                "1",
                "--classes",
                "4",
                "--checkpoint-dir",
                folder.resolve(run).toString()));
        command.addAll(List.of(more));
        File log = folder.resolve(run + ".log").toFile();
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log);
        if (!run.equals("halves") || more.length > 0) {
            builder.redirectOutput(log);
        }
        return builder.start();
    }

    private static void kill(String signal, Process process) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }
}
