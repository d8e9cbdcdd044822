package io.siamese.streams.cli;

import io.siamese.events.ExemplarStatus;
import io.siamese.events.PolicyRequest;
import io.siamese.schemas.key.GalleryLogKey.PolicyKey;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.streams.client.PolicyClient;
import io.siamese.streams.client.Subjects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** How galleries decide: asks for policies, and shows what became of requests. */
@Command(
        name = "policy",
        description = "Say how a gallery decides, by the error rates that are wanted.",
        subcommands = {PolicyCommand.Set.class, PolicyCommand.Show.class, PolicyCommand.Remove.class},
        synopsisSubcommandLabel = "(set | show | remove)")
final class PolicyCommand extends Verb {

    @Override
    public Integer call() {
        throw new ParameterException(spec().commandLine(), "say what to do: set, show or remove");
    }

    /** The gallery that is meant, and how long to wait for an answer. */
    static final class Target {
        @Parameters(
                arity = "0..1",
                paramLabel = "GALLERY",
                defaultValue = "default",
                description = "Its plain name. Default: ${DEFAULT-VALUE}.")
        private String gallery = "default";

        @Option(names = "--every-other", description = "Instead of one: every gallery without a policy of its own.")
        private boolean everyOther;

        @Option(
                names = "--timeout",
                paramLabel = "SECONDS",
                defaultValue = "30",
                description = "Seconds to wait for the answer. Default: ${DEFAULT-VALUE}.")
        private int timeout = 30;

        PolicyKey key() {
            return everyOther ? PolicyKey.ofEveryOther() : new PolicyKey(Subjects.nfc(gallery));
        }
    }

    /** Asks, waits for the answer, and prints it. */
    private abstract static class Asking extends Verb {
        @Mixin
        private ConfigOptions options;

        @Mixin
        private Target target;

        abstract @Nullable PolicyRequest request();

        @Override
        public Integer call() {
            PolicyRequest request = request();
            try (PolicyClient client = PolicyClient.open(options.config())) {
                ExemplarStatus answer = client.ask(target.key(), request, Duration.ofSeconds(target.timeout))
                        .orElseThrow(() -> new CommandFailure("the request was published, but no answer came within "
                                + target.timeout + " s; is the app running?"));
                out().println(target.key().segment() + " " + line(answer));
                return switch (answer.getStatus()) {
                    case ENROLLED, REVOKED -> OK;
                    default -> FAILED;
                };
            }
        }
    }

    private static String line(ExemplarStatus answer) {
        return answer.getStatus()
                + (answer.getReason() == null ? "" : " " + answer.getReason())
                + " epoch " + answer.getGalleryEpoch()
                + (answer.getDetail() == null ? "" : ": " + answer.getDetail());
    }

    /** {@code policy set}. */
    @Command(
            name = "set",
            description = "Ask for a policy, and wait until it is in force or refused.",
            footer = {
                "",
                "Targets are rates that the model's calibration supports; a refusal names them.",
                "A policy replaces the one before as a whole: what is not given is as by default."
            })
    static final class Set extends Asking {
        @Mixin
        private PolicyOptions wanted;

        @Option(
                names = "--file",
                paramLabel = "FILE",
                description = "Write the record's value to a file instead, for another client to publish.")
        private @Nullable Path file;

        @Override
        public Integer call() {
            if (file == null) {
                return super.call();
            }
            try {
                Files.write(file, new SingleObjectWriter().write("policies", request()));
                return OK;
            } catch (IOException e) {
                throw new CommandFailure(file + " cannot be written: " + e.getMessage());
            }
        }

        @Override
        PolicyRequest request() {
            return wanted.request();
        }
    }

    /** {@code policy remove}. */
    @Command(name = "remove", description = "Remove a policy: the one of every other gallery, or the settings, decide.")
    static final class Remove extends Asking {
        @Override
        @Nullable
        PolicyRequest request() {
            return null;
        }
    }

    /** {@code policy show}. */
    @Command(name = "show", description = "Print each request that stands, and the latest answer to it.")
    static final class Show extends Verb {
        @Mixin
        private ConfigOptions options;

        private final AvroJson json = new AvroJson();

        @Override
        public Integer call() {
            try (PolicyClient client = PolicyClient.open(options.config())) {
                client.asked()
                        .forEach((key, asked) -> out().println(key + " "
                                + (asked.answer() == null ? "no answer yet" : line(asked.answer()))
                                + "\n  version " + (asked.offset() + 1) + " " + json.line(asked.request())));
            }
            return OK;
        }
    }
}
