package io.siamese.cli;

import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** An error is one line that says what to do; the trace only where it was asked for. */
final class ErrorLines implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private static final int DEPTH = 4;

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        printMessage(
                command.getErr(),
                describeMisuse(e) + "; see `" + command.getCommandSpec().qualifiedName() + " --help`");
        return CommandLine.ExitCode.USAGE;
    }

    /** A word in the place of a verb is taken for a misspelt verb. */
    private static String describeMisuse(ParameterException e) {
        boolean isVerb = e instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !unmatched.getCommandLine().getSubcommands().isEmpty();
        return isVerb ? describeUnknownVerb((UnmatchedArgumentException) e) : String.valueOf(e.getMessage());
    }

    private static String describeUnknownVerb(UnmatchedArgumentException e) {
        String said = "there is no verb '" + e.getUnmatched().get(0) + "'";
        return e.getSuggestions().isEmpty()
                ? said
                : said + ". Did you mean '" + e.getSuggestions().get(0) + "'?";
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        printMessage(command.getErr(), message(e));
        if (verbose(command)) {
            e.printStackTrace(command.getErr());
        }
        return e instanceof IllegalArgumentException ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }

    private static boolean verbose(CommandLine command) {
        Object top = command.getCommandSpec().root().userObject();
        return top instanceof SiameseCommand siamese && siamese.verbose();
    }

    private static void printMessage(PrintWriter err, String message) {
        err.println("siamese: " + message.replaceAll("\\s*\\R\\s*", " "));
    }

    private static String message(Exception e) {
        if (e instanceof TimeoutException) {
            return "the brokers did not answer in time (" + e.getMessage()
                    + "); is Kafka running at the address given (--bootstrap HOST:PORT)?";
        }
        return withCauses(e);
    }

    /** The messages of an exception and its causes, each once: the outer says what was tried, the inner why it failed. */
    private static String withCauses(Exception e) {
        Set<String> messages = new LinkedHashSet<>();
        @Nullable Throwable cause = e;
        for (int i = 0; i < DEPTH && cause != null; i++) {
            String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            if (messages.stream().noneMatch(said -> said.contains(message))) {
                messages.add(message);
            }
            cause = cause.getCause();
        }
        return String.join(": ", messages);
    }
}
