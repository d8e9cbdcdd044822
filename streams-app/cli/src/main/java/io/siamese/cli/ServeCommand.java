package io.siamese.cli;

import io.siamese.service.ServiceProcess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the service until it is told to stop. */
@Command(
        name = "serve",
        description = "Run the service: enrol exemplars and decide on images, until Ctrl-C or SIGTERM.")
final class ServeCommand extends Verb {

    @Mixin
    private ConfigOptions options;

    @Option(names = "--create-topics", description = "Create the topics that are missing first.")
    private boolean createTopics;

    @Option(
            names = "--take-over",
            description =
                    "Become the active encoder where the gallery log names another one, once all exemplars are embedded.")
    private boolean takeOver;

    @Override
    public Integer call() {
        new ServiceProcess(options.loadConfig(), createTopics, takeOver).run(out());
        return OK;
    }
}
