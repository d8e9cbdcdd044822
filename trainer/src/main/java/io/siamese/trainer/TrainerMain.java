package io.siamese.trainer;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The trainer's command line. Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted (the checkpoint is saved).
 *
 * <p>Set {@code OMP_WAIT_POLICY=PASSIVE} in the environment on a shared machine: idle threads of the native library spin otherwise.
 */
@Command(
        name = "siamese",
        description = "Trains and evaluates encoders.",
        mixinStandardHelpOptions = true,
        subcommands = {TrainCommand.class})
public final class TrainerMain {

    private TrainerMain() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new TrainerMain()).setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("siamese " + command.getCommandName() + ": " + OneLine.of(failure));
            return failure instanceof IllegalArgumentException ? 2 : 1;
        });
    }
}
