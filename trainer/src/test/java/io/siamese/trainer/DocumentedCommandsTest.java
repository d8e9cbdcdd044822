package io.siamese.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;

/** The command line knows every command of the documentation that trains, evaluates or calibrates. The module cli has the others. */
class DocumentedCommandsTest {

    private static final Path PROJECT = Path.of("..");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");
    private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s|;&<>()\"'`])+");
    private static final Pattern COMMAND =
            Pattern.compile("\\./siamese((?= +(?:train|evaluate|calibrate|card)\\b)(?:[ \\t]+(?!#)" + WORD + ")*)");

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(PROJECT.resolve("docs"))) {
            List<Path> pages = files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
            return Stream.concat(Stream.of(PROJECT.resolve("README.md")), pages.stream());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void areKnown(Path page) throws IOException {
        // When
        List<List<String>> commands = commands(Files.readString(page));

        // Then
        assertThat(commands)
                .allSatisfy(command -> assertThatCode(() -> parse(command))
                        .as("%s: ./siamese %s", page, String.join(" ", command))
                        .doesNotThrowAnyException());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"train --dta DIR", "evaluate --data DIR --split REPORTS", "card --show a.onnx \\\n  --alin 1"})
    void failWhereTheyAreWrong(String command) {
        // When
        List<List<String>> commands = commands("```sh\n./siamese " + command + " | cat\n```\n");

        // Then
        assertThat(commands).hasSize(1);
        assertThatThrownBy(() -> parse(commands.get(0))).isInstanceOf(ParameterException.class);
    }

    @Test
    void areFound() throws IOException {
        // When
        List<List<String>> commands = commands(Files.readString(PROJECT.resolve("docs/training.md")));

        // Then
        assertThat(commands).hasSizeGreaterThan(10);
    }

    private static List<List<String>> commands(String markdown) {
        return BLOCK.matcher(markdown)
                .results()
                .flatMap(block ->
                        COMMAND.matcher(block.group(1).replace("\\\n", "")).results())
                .map(command -> WORD.matcher(command.group(1))
                        .results()
                        .map(word -> word.group().replaceAll("[\"']", ""))
                        .toList())
                .toList();
    }

    private static void parse(List<String> command) {
        TrainerMain.commandLine().parseArgs(command.toArray(String[]::new));
    }
}
