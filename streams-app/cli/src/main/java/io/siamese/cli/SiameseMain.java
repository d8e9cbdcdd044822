package io.siamese.cli;

import io.siamese.service.LogFormat;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;

/** Entry point of the command line. Exit codes: 0 done, 1 the job found a failure, 2 it was asked for wrongly. */
public final class SiameseMain {

    private static final int BUFFER = 64 * 1024;

    private SiameseMain() {}

    public static void main(String[] args) {
        try {
            LogFormat.apply(System.getenv());
        } catch (IllegalArgumentException e) {
            System.err.println("siamese: " + e.getMessage());
            System.exit(CommandLine.ExitCode.USAGE);
        }
        configureLogging(List.of(args));
        CommandLine line = commandLine()
                .setOut(new PrintWriter(utf8Writer(FileDescriptor.out), true))
                .setErr(new PrintWriter(utf8Writer(FileDescriptor.err), true));
        int code = line.execute(args);
        line.getOut().flush();
        System.exit(code);
    }

    /** The whole command line, writing to the process's streams until told otherwise. */
    static CommandLine commandLine() {
        return new CommandLine(new SiameseCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(new ErrorLines())
                .setExecutionExceptionHandler(new ErrorLines());
    }

    /** Before the first logger exists. A verb reports a broker that is away by itself; a service must log it. */
    private static void configureLogging(List<String> args) {
        if (args.contains("--verbose")) {
            System.setProperty("siamese.log.level", "INFO");
        }
        if (args.contains("bench") || args.contains("demo")) {
            // Clients that retry on busy cores say so by the dozen; what is lost fails these verbs' own checks.
            System.setProperty("siamese.clients.log.level", "OFF");
        }
        if (args.contains("serve")) {
            System.setProperty("siamese.network.log.level", "WARN");
            System.setProperty("siamese.app.log.level", "INFO");
        }
    }

    /** Whatever the platform's encoding is: JSON lines and names are UTF-8. */
    private static BufferedWriter utf8Writer(FileDescriptor stream) {
        return new BufferedWriter(new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8), BUFFER);
    }
}
