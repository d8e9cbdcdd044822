package io.siamese.cli;

import io.siamese.console.Console;
import io.siamese.service.StopSignal;
import io.siamese.service.config.AppConfig;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Serves the web console until it is told to stop. */
@Command(
        name = "console",
        description = "Serve the web console: decisions with their images, review and health, until Ctrl-C.")
final class ConsoleCommand extends Verb {

    private static final Duration CLOSING = Duration.ofSeconds(10);

    @Mixin
    private ConfigOptions options;

    @Mixin
    private ConsoleOptions console;

    @Override
    public Integer call() {
        AppConfig config = options.loadConfig();
        try (StopSignal stop = new StopSignal(CLOSING);
                Console opened = console.startConsole(config.encoder(), null, null)) {
            out().println("console  " + opened.address());
            opened.connect(config.contract());
            stop.stopRequested().join();
        }
        return OK;
    }
}
