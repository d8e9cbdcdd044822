package io.siamese.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A block of shell commands in a page of the documentation.
 *
 * @param page the page's path in the project
 * @param line of the first command, counted from 1
 * @param notRun why the commands cannot be run by a test, or null. The page says it in a comment that readers do not see,
 *     {@code <!-- not run: it needs a cluster -->}, in the line above the block
 * @param exitCode of the last command. The page says it in such a comment where it is not 0: {@code <!-- exit code 1 -->}
 */
record DocumentedBlock(
        String page, int line, String text, @Nullable String notRun, int exitCode) {

    private static final Pattern BLOCK = Pattern.compile(
            "(?m)(?:^<!-- (?:not run: (?<reason>[^>]+)|exit code (?<code>\\d+)) -->\\n)?^```sh\\n(?<text>(?s:.*?))^```$");

    /** The blocks of a page, in order. */
    static List<DocumentedBlock> findBlocks(String page, String markdown) {
        List<DocumentedBlock> blocks = new ArrayList<>();
        for (Matcher found = BLOCK.matcher(markdown); found.find(); ) {
            int line = 1
                    + (int) markdown.substring(0, found.start("text"))
                            .chars()
                            .filter(letter -> letter == '\n')
                            .count();
            String code = found.group("code");
            blocks.add(new DocumentedBlock(
                    page, line, found.group("text"), found.group("reason"), code == null ? 0 : Integer.parseInt(code)));
        }
        return blocks;
    }

    /** A page without its blocks of shell commands. */
    static String proseOf(String markdown) {
        return BLOCK.matcher(markdown).replaceAll("");
    }

    List<DocumentedCommand> commands() {
        return DocumentedCommand.findCommands(text);
    }

    String place() {
        return page + ":" + line;
    }
}
