package io.siamese.cli;

import io.siamese.client.VisibleText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gives every verb what all have: help, and the streams that the command line was given. */
@Command(sortOptions = false)
abstract class Verb implements Callable<Integer> {

    static final int OK = 0;
    static final int FAILED = 1;

    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    CommandSpec spec() {
        return spec;
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** One line about something that went wrong while the rest goes on. */
    void complain(String line) {
        spec.commandLine().getErr().println("siamese: " + VisibleText.of(line.replaceAll("\\s*\\R\\s*", " ")));
    }
}
