package io.siamese.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command in a process of its own, with signals as a terminal or a container sends them. */
@Tag("long")
class InterruptedTrainingTest {

    private static final int STEPS = 40;

    @TempDir
    static Path folder;

    @BeforeAll
    static void trainWithoutInterruption() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/kill")) || Files.isExecutable(Path.of("/usr/bin/kill")));
        StrokeCharacters characters = new StrokeCharacters(5);
        for (int subject = 0; subject < 24; subject++) {
            Path leaf = Files.createDirectories(folder.resolve("data/c" + subject));
            for (int drawer = 0; drawer < 4; drawer++) {
                Files.write(leaf.resolve(drawer + ".png"), characters.png(subject, drawer));
            }
        }
        assertThat(train("whole").waitFor()).isZero();
    }

    @ParameterizedTest(name = "SIG{0}, exit code {1}")
    @CsvSource({"INT, 130", "TERM, 143"})
    void aRunThatIsInterruptedAndGoesOnEndsAsOneThatNeverWas(String signal, int exit) throws Exception {
        // Given
        assumeFalse(isIgnored(exit - 128), "a shell that runs the tests in the background ignores SIG" + signal);
        String run = "halves-" + signal;

        // When
        Process halves = train(run);
        List<String> said = new ArrayList<>();
        try (BufferedReader out = halves.inputReader()) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
                if (line.startsWith("step 2/")) {
                    // Twice: the second must not cut the saving short.
                    kill(signal, halves);
                    kill(signal, halves);
                }
            }
        }

        // Then
        assertThat(halves.waitFor()).isEqualTo(exit);
        assertThat(said.get(said.size() - 1))
                .matches("interrupted after step [0-9]+, saved in .*" + run
                        + ": the same command with --resume goes on from" + " there");
        assertThat(folder.resolve(run).resolve("compact.onnx")).doesNotExist();
        assertThat(train(run, "--resume").waitFor()).isZero();
        assertThat(encoder(run)).isEqualTo(encoder("whole"));
    }

    @Test
    void anotherSeedGivesAnotherModel() throws Exception {
        // When
        assertThat(train("other", "--seed", "2").waitFor()).isZero();

        // Then
        assertThat(encoder("other")).isNotEqualTo(encoder("whole"));
    }

    private static String encoder(String run) {
        return ModelFile.read(folder.resolve(run).resolve("compact.onnx")).encoderId();
    }

    private static Process train(String run, String... more) throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                classes,
                TrainerMain.class.getName(),
                "train",
                "--data",
                folder.resolve("data").toString(),
                "--steps",
                Integer.toString(STEPS),
                "--every",
                "2",
                "--groups",
                "1",
                "--classes",
                "4",
                "--made-up",
                "0.5",
                "--widths",
                "8,8,8,8",
                "--checkpoint-dir",
                folder.resolve(run).toString()));
        command.addAll(List.of(more));
        File log = folder.resolve(run + ".log").toFile();
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log);
        if (!run.startsWith("halves") || more.length > 0) {
            builder.redirectOutput(log);
        }
        return builder.start();
    }

    /** A signal that this process was started to ignore, its children ignore too. */
    private static boolean isIgnored(int signal) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) >>> signal - 1 & 1) == 1);
    }

    private static void kill(String signal, Process process) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }
}
