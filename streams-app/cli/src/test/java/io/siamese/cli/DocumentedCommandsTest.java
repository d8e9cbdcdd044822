package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;

/** The command line knows every command of the documentation. {@link DocumentedCommandsIT} runs them. */
class DocumentedCommandsTest {

    private static final Pattern IN_A_SENTENCE = Pattern.compile("`(\\./siamese [^`…]*)`");

    static Stream<String> pages() throws IOException {
        return ProjectFiles.pages();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void areKnown(String page) {
        // Given
        String markdown = ProjectFiles.readText(page);

        // When
        List<DocumentedBlock> blocks = DocumentedBlock.findBlocks(page, markdown);
        String prose = DocumentedBlock.proseOf(markdown);

        // Then
        assertThat(blocks).allSatisfy(block -> assertKnown(block.place(), block.text(), true));
        assertThat(IN_A_SENTENCE.matcher(prose).results())
                .allSatisfy(found -> assertKnown(page, found.group(1), false));
        assertThat(prose.lines().map(String::strip))
                .as("commands of %s outside of blocks of sh, where no test looks", page)
                .noneMatch(line -> line.startsWith("./siamese") || line.startsWith("$ ./siamese"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "./siamese serv",
                "./siamese watch --fromm-beginning",
                "./siamese policy set office \\\n  --fmr 0.01 --reviw-fmr 0.1",
                "echo x | ./siamese watch --jsn | grep x",
                "files=$(./siamese embed --crop)",
                "./siamese publish",
                "A=b ./siamese watch --limit many && true"
            })
    void failWhereTheyAreWrong(String command) {
        // Given
        String markdown = "# Page\n\n```sh\n./siamese doctor\n" + command + "\n```\n";

        // When
        List<DocumentedBlock> blocks = DocumentedBlock.findBlocks("page.md", markdown);

        // Then
        assertThat(blocks).hasSize(1);
        assertThatThrownBy(() -> blocks.get(0).commands().forEach(found -> found.parse(true)))
                .isInstanceOf(ParameterException.class);
    }

    @Test
    void areTakenApartAsAShellDoes() {
        // When
        List<DocumentedCommand> commands = DocumentedCommand.findCommands("""
                ./siamese enroll --subject 'alice b' "c d.png"   # a comment
                B=1 ./siamese publish \\
                    --claim "Ame,\\
                lie" a.png | head -n 1; ./siamese watch>out
                """);

        // Then
        assertThat(commands)
                .extracting(DocumentedCommand::arguments)
                .containsExactly(
                        List.of("enroll", "--subject", "alice b", "c d.png"),
                        List.of("publish", "--claim", "Ame,lie", "a.png"),
                        List.of("watch"));
    }

    @Test
    void saysWhyABlockIsNotRunAndHowOneEnds() {
        // When
        List<DocumentedBlock> blocks = DocumentedBlock.findBlocks("page.md", """
                <!-- not run: it needs a cluster -->
                ```sh
                kubectl apply
                ```
                <!-- exit code 1 -->
                ```sh
                false
                ```
                """);

        // Then
        assertThat(blocks)
                .containsExactly(
                        new DocumentedBlock("page.md", 3, "kubectl apply\n", "it needs a cluster", 0),
                        new DocumentedBlock("page.md", 7, "false\n", null, 1));
    }

    private static void assertKnown(String place, String text, boolean whole) {
        for (DocumentedCommand command : DocumentedCommand.findCommands(text)) {
            assertThatCode(() -> command.parse(whole))
                    .as("%s: ./siamese %s", place, String.join(" ", command.arguments()))
                    .doesNotThrowAnyException();
        }
    }
}
