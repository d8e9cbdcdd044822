package io.siamese.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** The arguments of one {@code ./siamese} in a text, as a shell would hand them over. */
record DocumentedCommand(List<String> arguments) {

    private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s|;&<>()\"'`])+");
    private static final Pattern COMMAND = Pattern.compile("\\./siamese(?=\\s|$)((?:[ \\t]+(?!#)" + WORD + ")*)");

    /** The commands of a text, also in pipes and behind a backslash at the end of a line. */
    static List<DocumentedCommand> findCommands(String shell) {
        List<DocumentedCommand> commands = new ArrayList<>();
        for (Matcher found = COMMAND.matcher(shell.replace("\\\n", "")); found.find(); ) {
            commands.add(new DocumentedCommand(WORD.matcher(found.group(1))
                    .results()
                    .map(word -> word.group().replaceAll("[\"']", ""))
                    .toList()));
        }
        return commands;
    }

    boolean isOneOf(Set<String> verbs) {
        return !arguments.isEmpty() && verbs.contains(arguments.get(0));
    }

    /**
     * Parses it as the command line does when it runs.
     *
     * @param whole whether it must name everything that the verb requires. A sentence may leave something out
     * @throws ParameterException if the command line does not know the verb or an option
     */
    void parse(boolean whole) {
        // The first is the launcher's alone, and its verb "dev" builds the project.
        if (arguments.isEmpty() || isOneOf(Set.of("dev"))) {
            return;
        }
        CommandLine line = SiameseMain.commandLine();
        try {
            line.parseArgs(arguments.toArray(String[]::new));
        } catch (MissingParameterException e) {
            if (whole) {
                throw e;
            }
        }
    }
}
