package io.siamese.trainer;

import io.siamese.trainer.run.FailureText;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The trainer's command line. Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted (the checkpoint is saved).
 *
 * <p>Set {@code OMP_WAIT_POLICY=PASSIVE} in the environment on a shared machine: idle threads of the native library spin
 * otherwise. {@code DJL_CACHE_DIR} says where the native library is unpacked, once, 430 MB; the default is
 * {@code ~/.djl.ai}. Nothing is fetched from the network.
 */
@Command(
        name = "siamese",
        description = "Trains, evaluates and calibrates encoders.",
        mixinStandardHelpOptions = true,
        subcommands = {TrainCommand.class, EvaluateCommand.class, CalibrateCommand.class, CardCommand.class})
public final class TrainerMain {

    private static final int USAGE = 2;

    private TrainerMain() {}

    public static void main(String[] args) {
        // From 22 to 24, Java takes anything for a terminal otherwise, and logs would fill with progress bars.
        System.setProperty("jdk.console", "java.base");
        System.exit(exitCode(args));
    }

    private static int exitCode(String[] args) {
        try {
            return commandLine().execute(args);
        } catch (OutOfMemoryError e) {
            System.err.printf(
                    Locale.ROOT,
                    "siamese: out of memory: %d MiB of Java heap do not hold the images; SIAMESE_JAVA_OPTS=-Xmx8g gives more%n",
                    Runtime.getRuntime().maxMemory() >> 20);
            return 1;
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new TrainerMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, args) -> {
                    CommandLine command = wrong.getCommandLine();
                    String name = command.getCommandSpec().qualifiedName();
                    command.getErr()
                            .println(name + ": " + FailureText.describe(wrong) + " (" + name + " --help tells more)");
                    return USAGE;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    String name = command.getCommandSpec().qualifiedName();
                    command.getErr().println(name + ": " + FailureText.describe(failure));
                    return failure instanceof IllegalArgumentException ? USAGE : 1;
                });
    }
}
