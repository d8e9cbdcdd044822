package io.siamese.cli;

import io.siamese.console.Console;
import io.siamese.console.ConsoleSettings;
import io.siamese.console.room.story.StoryBoard;
import io.siamese.console.web.PortTakenException;
import io.siamese.service.config.EncoderConfig;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where the console listens and who may use it. */
final class ConsoleOptions {

    /** Where the demo's console and `./siamese console` listen, unless told otherwise. */
    private static final int USUAL_PORT = 8088;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Where the console listens; 0 takes a free port. Default: " + USUAL_PORT
                    + ", or a free one where that is taken.")
    private @Nullable Integer port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = {
                "The address that the console listens on. Default: ${DEFAULT-VALUE}.",
                "Any but loopback needs a token of your own in the variable SIAMESE_CONSOLE_TOKEN."
            })
    private String host = "127.0.0.1";

    @Option(
            names = "--host-name",
            paramLabel = "NAME",
            description = "A name under which browsers reach the console, beside localhost; can be given again.")
    private List<String> hostNames = new ArrayList<>();

    @Option(
            names = "--service-url",
            paramLabel = "URL",
            description = "The service's health and metrics, such as http://127.0.0.1:8080, for the page Health.")
    private @Nullable URI service;

    /**
     * Starts the console.
     *
     * @param encoder names the service's model, by which the console embeds
     * @param story the demo's, or null
     * @param ownService the service's health and metrics where no option names them, or null
     */
    Console startConsole(EncoderConfig encoder, @Nullable StoryBoard story, @Nullable URI ownService) {
        URI health = service == null ? ownService : service;
        if (port != null) {
            return Console.start(settings(encoder, port, health), story);
        }
        try {
            return Console.start(settings(encoder, USUAL_PORT, health), story);
        } catch (PortTakenException e) {
            return Console.start(settings(encoder, 0, health), story);
        }
    }

    private ConsoleSettings settings(EncoderConfig encoder, int chosen, @Nullable URI health) {
        return new ConsoleSettings(host, chosen, System.getenv("SIAMESE_CONSOLE_TOKEN"), hostNames, health)
                .withModel(encoder.model(), encoder.calibration());
    }
}
