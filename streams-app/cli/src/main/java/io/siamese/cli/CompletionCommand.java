package io.siamese.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints the script by which a shell completes verbs and options. */
@Command(
        name = "completion",
        description = "Print a script that completes verbs and options in bash and zsh.",
        footer = {"", "Example, for this shell:", "  source <(siamese completion)"})
final class CompletionCommand extends Verb {

    @Override
    public Integer call() {
        out().println(AutoComplete.bash("siamese", spec().root().commandLine()));
        return OK;
    }
}
