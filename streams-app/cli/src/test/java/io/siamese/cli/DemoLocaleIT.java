package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The demo as a process of its own, where the language has other capital letters or other digits than English. */
@Timeout(300)
class DemoLocaleIT {

    @TempDir
    private Path folder;

    @Test
    void tellsItsStoryInTurkish() throws Exception {
        assertStoryIsTold("tr", "TR");
    }

    @Tag("long")
    @ParameterizedTest(name = "language {0}, country {1}")
    @CsvSource({"ar, EG", "fa, IR"})
    void tellsItsStoryInEveryLocale(String language, String country) throws Exception {
        assertStoryIsTold(language, country);
    }

    private void assertStoryIsTold(String language, String country) throws Exception {
        // Given
        Path output = folder.resolve("output");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Duser.language=" + language,
                "-Duser.country=" + country,
                "-Dfile.encoding=UTF-8",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SiameseMain.class.getName(),
                "demo",
                "--exit");

        // When
        Process demo = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = demo.waitFor(240, TimeUnit.SECONDS);

            // Then
            assertThat(ended).as(Files.readString(output)).isTrue();
            assertThat(demo.exitValue()).as(Files.readString(output)).isZero();
            assertThat(Files.readString(output)).contains("expected FMR 0.010", "The story came out as told.");
        } finally {
            demo.destroyForcibly();
        }
    }
}
