package io.siamese.trainer;

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
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new TrainerMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, args) -> {
                    CommandLine command = wrong.getCommandLine();
                    String name = command.getCommandSpec().qualifiedName();
                    command.getErr().println(name + ": " + OneLine.of(wrong) + " (" + name + " --help tells more)");
                    return USAGE;
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    String name = command.getCommandSpec().qualifiedName();
                    command.getErr().println(name + ": " + OneLine.of(failure));
                    return failure instanceof IllegalArgumentException ? USAGE : 1;
                });
    }
}
