package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read if ONNX Runtime's library cannot be unpacked into the temporary folder, or not be loaded from there. */
@Timeout(120)
class TemporaryFolderIT {

    private static final String NO_BROKER =
            " --bootstrap 127.0.0.1:1 --set kafka.default.api.timeout.ms=200 --set kafka.request.timeout.ms=200";

    @TempDir
    private Path folder;

    private record Ended(int code, List<String> lines) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.siamese.cli.SiameseMain embed .",
                "io.siamese.cli.SiameseMain serve" + NO_BROKER,
                "io.siamese.service.ServiceMain --bootstrap 127.0.0.1:1"
            })
    void namesAFolderThatCannotBeWrittenInOneLine(String command) throws Exception {
        // Given: not even root can write below a file
        Path file = Files.createFile(folder.resolve("file"));

        // When
        Ended ended = run(file, command);

        // Then
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.lines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("siamese: ONNX Runtime cannot be loaded: ")
                        .contains("java.io.tmpdir=" + file, "-Djava.io.tmpdir=FOLDER"));
    }

    @Test
    void namesItInTheDoctorToo() throws Exception {
        // Given
        Path file = Files.createFile(folder.resolve("file"));

        // When
        Ended ended = run(file, "io.siamese.cli.SiameseMain doctor --set state.dir=" + folder + NO_BROKER);

        // Then
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.lines())
                .noneMatch(line -> line.startsWith("\tat "))
                .filteredOn(line -> line.startsWith("ERROR   library  ONNX Runtime cannot be loaded: "))
                .singleElement()
                .satisfies(line -> assertThat(line).contains("java.io.tmpdir=" + file));
    }

    @Test
    void namesAFolderFromWhichNothingMayBeExecuted() throws Exception {
        // Given
        Path mounted = Files.createDirectory(folder.resolve("mounted"));
        assumeTrue(
                succeeds("mount", "-t", "tmpfs", "-o", "noexec,size=128m", "tmpfs", mounted.toString()),
                "skipped: mounting needs root");
        try {

            // When
            Ended ended = run(mounted, "io.siamese.cli.SiameseMain embed .");

            // Then
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.lines())
                    .singleElement()
                    .satisfies(line -> assertThat(line)
                            .startsWith("siamese: ONNX Runtime cannot be loaded: ")
                            .contains("failed to map segment", "java.io.tmpdir=" + mounted, "noexec"));
        } finally {
            succeeds("umount", mounted.toString());
        }
    }

    private static Ended run(Path temporary, String command) throws Exception {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
        words.addAll(List.of(command.split(" ")));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try {
            List<String> lines = process.inputReader().lines().toList();
            return new Ended(process.waitFor(), lines);
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
