package io.siamese.cli;

import io.siamese.client.EncoderOverview;
import io.siamese.client.EncoderRequests;
import io.siamese.client.PolicyOverview;
import io.siamese.events.EnrolmentStatus;
import io.siamese.events.ExemplarStatus;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.EncoderConfig;
import io.siamese.service.policy.PolicyTerms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows which encoder decides and how far others are, and asks for a change. */
@Command(
        name = "encoders",
        description = "Show which encoder decides, how far a second one is, and what a change would mean.",
        subcommands = {EncodersCommand.Activate.class, EncodersCommand.Retire.class},
        footer = {
            "",
            "Thresholds of policies are shown for the models that are named here: --model, and",
            "--set encoder.next.model=FILE. The gallery log is read from its start."
        })
final class EncodersCommand extends Verb {
    @Mixin
    private ConfigOptions options;

    @Override
    public Integer call() {
        AppConfig config = options.loadConfig();
        EncoderOverview.read(config.contract()).forEach((id, encoder) -> out().println(describeEncoder(id, encoder)));
        List<PolicyTerms> models = policyTerms(config.encoder());
        PolicyOverview.read(config.contract(), Instant.now()).forEach((key, standing) -> {
            PolicyOverview.InForce inForce = standing.inForce();
            if (inForce != null) {
                models.forEach(model -> showThresholds(key, model, inForce, standing.subjects()));
            }
        });
        return OK;
    }

    private static List<PolicyTerms> policyTerms(EncoderConfig encoder) {
        List<PolicyTerms> models = new ArrayList<>(List.of(new PolicyTerms(encoder)));
        encoder.nextEncoder().map(PolicyTerms::new).ifPresent(models::add);
        return models;
    }

    private void showThresholds(String key, PolicyTerms model, PolicyOverview.InForce inForce, int subjects) {
        String with = "policy " + key + " with encoder " + model.encoderId() + ": ";
        model.translated(inForce.policy(), subjects).forEach(line -> out().println(with + line));
        model.unsupported(inForce.policy()).ifPresent(problem -> out().println(with + "not supported, " + problem));
    }

    private static String describeEncoder(String id, EncoderOverview.Standing encoder) {
        String templates = encoder.templates() + " templates of " + encoder.subjects() + " subjects";
        return encoder.isActive()
                ? id + " active since epoch " + encoder.since() + ": " + templates
                : id + " waiting: " + templates + ", " + coverage(encoder);
    }

    private static String coverage(EncoderOverview.Standing encoder) {
        int left = encoder.wanted() - encoder.covered();
        double share = encoder.wanted() == 0 ? 1 : (double) encoder.covered() / encoder.wanted();
        String covers = String.format(
                Locale.ROOT,
                "%.1f %% of the active encoder's exemplars, %d of its subjects have none",
                100 * share,
                encoder.missingSubjects());
        if (left == 0 || encoder.perSecond().isEmpty()) {
            return covers;
        }
        double rate = encoder.perSecond().getAsDouble();
        return covers + String.format(Locale.ROOT, ", %.0f a second, %.0f s left", rate, left / rate);
    }

    /** Asks, waits for the answer, and prints it. */
    private abstract static class Asking extends Verb {
        @Mixin
        private ConfigOptions options;

        @Parameters(paramLabel = "ID", description = "The encoder's id: 16 hex digits.")
        private String id = "";

        @Option(
                names = "--timeout",
                paramLabel = "SECONDS",
                defaultValue = "90",
                description = "Seconds to wait for the answer. Default: ${DEFAULT-VALUE}.")
        private int timeout = 90;

        abstract CompletableFuture<ExemplarStatus> sendRequest(EncoderRequests requests, String encoderId);

        @Override
        public Integer call() {
            if (timeout < 1) {
                throw new IllegalArgumentException("--timeout is 1 or more seconds");
            }
            try (EncoderRequests requests =
                    EncoderRequests.open(options.loadConfig().contract(), Duration.ofSeconds(timeout))) {
                ExemplarStatus answer =
                        RequestAnswer.awaitAnswer(sendRequest(requests, id), Duration.ofSeconds(timeout));
                out().println(id + " " + RequestAnswer.describeEncoderAnswer(answer));
                return answer.getStatus() == EnrolmentStatus.REJECTED ? FAILED : OK;
            }
        }
    }

    /** {@code encoders activate}. */
    @Command(
            name = "activate",
            description = "Ask for an encoder to decide, and wait for the answer.",
            footer = {
                "",
                "The request is held for up to 60 s, until it has embedded what the other one has. Its calibration must support",
                "the policies in force. To go back, activate the other one."
            })
    static final class Activate extends Asking {
        @Option(names = "--force", description = "Also if its calibration does not support a policy in force.")
        private boolean force;

        @Override
        CompletableFuture<ExemplarStatus> sendRequest(EncoderRequests requests, String encoderId) {
            return requests.activate(encoderId, force);
        }
    }

    /** {@code encoders retire}. */
    @Command(name = "retire", description = "Remove all templates of an encoder that no instance loads any more.")
    static final class Retire extends Asking {
        @Override
        CompletableFuture<ExemplarStatus> sendRequest(EncoderRequests requests, String encoderId) {
            return requests.retire(encoderId);
        }
    }
}
