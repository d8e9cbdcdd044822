package io.siamese.cli;

import io.siamese.client.ExemplarNaming;
import io.siamese.client.PolicyOverview;
import io.siamese.client.PolicyRequests;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.ExemplarStatus;
import io.siamese.events.PolicyRequest;
import io.siamese.schemas.json.EventJson;
import io.siamese.schemas.key.GalleryLogKey.PolicyKey;
import io.siamese.schemas.serde.SingleObjectWriter;
import io.siamese.service.config.AppConfig;
import io.siamese.service.policy.PolicyTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
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
        private static final Pattern KEY = Pattern.compile("[/~*]");

        @Parameters(arity = "0..1", paramLabel = "GALLERY", description = "Its plain name. Default: default.")
        private @Nullable String gallery;

        @Option(names = "--every-other", description = "Instead of one: every gallery without a policy of its own.")
        private boolean everyOther;

        @Option(names = "--literal", description = "Take GALLERY for a name though it has / ~ or * in it.")
        private boolean literal;

        @Option(
                names = "--timeout",
                paramLabel = "SECONDS",
                defaultValue = "30",
                description = "Seconds to wait for the answer. Default: ${DEFAULT-VALUE}.")
        private int timeout = 30;

        /** @throws IllegalArgumentException if none is meant, or none that there can be */
        PolicyKey policyKey() {
            if (everyOther && gallery != null) {
                throw new IllegalArgumentException("give either GALLERY or --every-other");
            }
            return everyOther ? PolicyKey.ofEveryOther() : ofGallery(gallery == null ? "default" : gallery);
        }

        private PolicyKey ofGallery(String name) {
            if (name.isEmpty()) {
                // As a key it would be that of every other gallery.
                throw new IllegalArgumentException("empty name of a gallery; --every-other means all of them");
            }
            if (!literal && KEY.matcher(name).find()) {
                throw new IllegalArgumentException("'" + name + "' looks like a key: name the gallery alone, or say"
                        + " --every-other, or --literal if it is called like that");
            }
            return new PolicyKey(ExemplarNaming.nfc(name));
        }

        Duration timeout() {
            if (timeout < 1) {
                throw new IllegalArgumentException("--timeout is 1 or more seconds");
            }
            return Duration.ofSeconds(timeout);
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
            PolicyKey key = target.policyKey();
            Duration timeout = target.timeout();
            try (PolicyRequests requests =
                    PolicyRequests.open(options.loadConfig().contract(), timeout)) {
                ExemplarStatus answer = RequestAnswer.awaitAnswer(
                        request == null ? requests.remove(key) : requests.set(key, request), timeout);
                out().println(key.segment() + " " + RequestAnswer.describePolicyAnswer(answer));
                return switch (answer.getStatus()) {
                    case ENROLLED, REVOKED -> OK;
                    default -> FAILED;
                };
            }
        }
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
            PolicyRequest request = wanted.request();
            PolicyTerms.problem(request).ifPresent(problem -> {
                throw new IllegalArgumentException(problem);
            });
            return request;
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
    @Command(
            name = "show",
            description =
                    "Print each policy in force with its thresholds, and each request that stands with its answer.",
            footer = {
                "",
                "Thresholds are the score to match from, by the number of exemplars of whom is compared, and come from",
                "the model named here (--model). A search finds N subjects; the numbers are those of now."
            })
    static final class Show extends Verb {
        @Mixin
        private ConfigOptions options;

        private final EventJson json = new EventJson();

        @Override
        public Integer call() {
            AppConfig config = options.loadConfig();
            PolicyTerms terms = new PolicyTerms(config.encoder());
            PolicyOverview.read(config.contract(), Instant.now()).forEach((key, standing) -> {
                out().println(key + " " + inForce(standing));
                if (standing.inForce() != null) {
                    terms.thresholds(standing.inForce().policy(), standing.subjects())
                            .forEach(line -> out().println("  " + line));
                }
                if (standing.asked() != null) {
                    out().println("  request " + describeRequest(standing.asked()));
                }
            });
            return OK;
        }

        private static String inForce(PolicyOverview.Standing standing) {
            if (standing.inForce() == null) {
                return "not in force";
            }
            EffectivePolicy policy = standing.inForce().policy();
            return "in force version " + policy.getVersion() + " since epoch "
                    + standing.inForce().since() + " fusion " + policy.getFusion() + " calibration "
                    + policy.getCalibrationId();
        }

        private String describeRequest(PolicyOverview.Asked asked) {
            return asked.version() + " "
                    + (asked.answer() == null ? "not answered yet" : RequestAnswer.describePolicyAnswer(asked.answer()))
                    + "\n    "
                    + (asked.request() == null ? "no PolicyRequest" : json.line(asked.request()));
        }
    }
}
