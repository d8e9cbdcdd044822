package io.siamese.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The top of the command line. */
@Command(
        name = "siamese",
        description = "Verifies images on Kafka: publish an image, read a decision.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        synopsisSubcommandLabel = "VERB",
        commandListHeading = "%nVerbs:%n",
        footer = {
            "",
            "Exit codes: 0 done, 1 the job found a failure, 2 it was asked for wrongly.",
            "`siamese VERB --help` shows the options of a verb; settings are listed in docs/configuration.md."
        },
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            TopicsCommand.class,
            EnrollCommand.class,
            RevokeCommand.class,
            EraseCommand.class,
            PolicyCommand.class,
            EncodersCommand.class,
            PublishCommand.class,
            WatchCommand.class,
            RedriveCommand.class,
            ReportCommand.class,
            ReplayCommand.class,
            ExplainCommand.class,
            ConsoleCommand.class,
            EmbedCommand.class,
            AclsCommand.class,
            KeysCommand.class,
            DoctorCommand.class,
            BenchCommand.class,
            TrainerVerbs.Train.class,
            TrainerVerbs.Evaluate.class,
            TrainerVerbs.Calibrate.class,
            TrainerVerbs.Card.class,
            CompletionCommand.class
        })
final class SiameseCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Log what Kafka does, and show the whole trace of an error.")
    private boolean verbose;

    boolean verbose() {
        return verbose;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "name a verb");
    }
}
