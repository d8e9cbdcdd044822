package io.siamese.cli;

import io.siamese.console.Console;
import io.siamese.console.room.story.StoryBoard;
import io.siamese.service.StopSignal;
import io.siamese.service.config.AppConfig;
import io.siamese.testbed.demo.Demo;
import io.siamese.testbed.demo.DemoService;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the whole path, on a broker of its own or on a running service. */
@Command(
        name = "demo",
        description = {
            "Start a broker, the service and the console, and tell a story through the topics alone.",
            "With --bootstrap, tell it to a service that runs there already."
        })
final class DemoCommand extends Verb {

    private static final Duration CLOSING = Duration.ofSeconds(20);

    @Mixin
    private ConfigOptions options;

    @Mixin
    private ConsoleOptions consoleOptions;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description = "A folder of classes at any depth: each leaf folder is a subject. Default: drawn characters.")
    private @Nullable Path images;

    @Option(names = "--exit", description = "End after the story: exit code 1 if a step came out wrong.")
    private boolean exit;

    @Option(names = "--seed", defaultValue = "7", description = "Of the drawn characters. Default: ${DEFAULT-VALUE}.")
    private long seed = 7;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "500",
            description = "Images in the stream after the story. Default: ${DEFAULT-VALUE}.")
    private int count = 500;

    private final StoryBoard story = new StoryBoard();

    @Override
    public Integer call() {
        URI health = options.namesBroker() ? null : DemoService.chooseHealthAddress();
        try (Console console =
                consoleOptions.startConsole(withDemoSettings(List.of()).encoder(), story, health)) {
            out().println("console  " + console.address());
            return health == null ? playElsewhere(console) : playHere(console, health);
        }
    }

    private int playElsewhere(Console console) {
        AppConfig config = options.loadConfig();
        console.connect(config.contract());
        return playStory(config, false);
    }

    private int playHere(Console console, URI health) {
        out().println("starting a broker and the service …");
        Thread player = Thread.currentThread();
        try (StopSignal stop = new StopSignal(CLOSING);
                DemoService service = DemoService.start(this::withDemoSettings, health)) {
            stop.stopRequested().thenRun(player::interrupt);
            console.connect(service.config().contract());
            int code = playStory(service.config(), !exit);
            if (!exit) {
                stayUntilStopped(service.config().kafka().bootstrapServers());
            }
            return code;
        } catch (InterruptedException | InterruptException e) {
            return OK;
        } catch (NoClassDefFoundError e) {
            throw new CommandFailure("the broker's jars are not part of the deployed app (" + e.getMessage()
                    + "); run ./siamese demo in the project's folder, or name a broker with --bootstrap");
        }
    }

    private int playStory(AppConfig config, boolean keeps) {
        Demo.Settings settings = new Demo.Settings(images, seed, count, keeps);
        return new Demo(config, settings, out(), new StoryOnBoard(story)).play() ? OK : FAILED;
    }

    /** What is given on the command line is stronger than the demo's own choices, but not than its broker. */
    private AppConfig withDemoSettings(List<String> ofItsBroker) {
        return options.loadConfig(List.of("images.partitions=4"), ofItsBroker);
    }

    private void stayUntilStopped(String bootstrap) throws InterruptedException {
        out().println();
        out().println("It keeps running until Ctrl-C. In another terminal:");
        List<String> hints = new ArrayList<>();
        hints.add("./siamese watch --bootstrap " + bootstrap);
        hints.add("./siamese enroll --bootstrap " + bootstrap + " --subject NAME FILE");
        hints.add("./siamese publish --bootstrap " + bootstrap + " FILE");
        hints.forEach(hint -> out().println("  " + hint));
        new CountDownLatch(1).await();
    }
}
