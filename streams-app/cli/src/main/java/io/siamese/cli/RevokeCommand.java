package io.siamese.cli;

import io.siamese.client.ArrivingAnswers;
import io.siamese.client.EnrolmentRequests;
import io.siamese.client.ExemplarNaming;
import io.siamese.client.ExemplarPublisher;
import io.siamese.events.ExemplarStatus;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.service.config.AppConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Publishes a tombstone for an exemplar, or for all of a subject or a gallery. */
@Command(
        name = "revoke",
        description = "Revoke an exemplar, all exemplars of a subject, or a whole gallery.",
        footer = {
            "",
            "Keys as the contract spells them: gallery/subject/exemplar, gallery/subject for all of a subject,",
            "gallery// for the whole gallery. The options take plain names instead."
        })
final class RevokeCommand extends Verb {

    @Mixin
    private ConfigOptions options;

    @Parameters(arity = "0..1", paramLabel = "KEY", description = "gallery/subject[/exemplar]; percent-encoded.")
    private @Nullable String key;

    @Option(names = "--gallery", description = "The gallery. Default: default.")
    private @Nullable String gallery;

    @Option(names = "--subject", description = "The subject.")
    private @Nullable String subject;

    @Option(names = "--exemplar", description = "The exemplar. Without it, all of the subject.")
    private @Nullable String exemplar;

    @Option(names = "--all", description = "All subjects of --gallery.")
    private boolean all;

    @Option(
            names = "--wait",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Wait until it is revoked (default), or with --no-wait do not.")
    private boolean wait = true;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Seconds to wait at most. Default: ${DEFAULT-VALUE}.")
    private int timeout = 30;

    @Override
    public Integer call() {
        ExemplarKey revoked = key == null ? fromOptions() : fromKey(key);
        AppConfig config = options.loadConfig();
        if (wait) {
            revokeAndWait(revoked, config.contract());
        } else {
            publish(revoked, config.contract());
        }
        return OK;
    }

    private void revokeAndWait(ExemplarKey revoked, ContractSettings settings) {
        try (EnrolmentRequests requests = EnrolmentRequests.open(settings, ArrivingAnswers.NO_TIMEOUT)) {
            ArrivingAnswers<ExemplarStatus> statuses = new ArrivingAnswers<>((name, status) ->
                    out().println(name + " " + status.getStatus() + " epoch " + status.getGalleryEpoch()));
            statuses.add(revoked.text(), requests.revoke(revoked));
            if (!statuses.await(Duration.ofSeconds(timeout)).isEmpty()) {
                throw new CommandFailure("the revocation of " + revoked.text() + " was published, but no status came"
                        + " within " + timeout + " s; is the app running?");
            }
        }
    }

    private void publish(ExemplarKey revoked, ContractSettings settings) {
        try (ExemplarPublisher publisher = ExemplarPublisher.open(settings)) {
            ArrivingAnswers<RecordMetadata> written = new ArrivingAnswers<>((name, place) -> {});
            written.add(revoked.text(), publisher.revoke(revoked));
            if (!written.await(Duration.ofSeconds(timeout)).isEmpty()) {
                throw new CommandFailure(
                        "the revocation of " + revoked.text() + " could not be written within " + timeout + " s");
            }
        }
    }

    private ExemplarKey fromKey(String text) {
        if (gallery != null || subject != null || exemplar != null || all) {
            throw usageError("give either a key or --gallery, --subject and --exemplar");
        }
        String whole = text.chars().filter(c -> c == '/').count() == 1 ? text + "/" : text;
        try {
            return ExemplarKey.parse(whole.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedKeyException e) {
            throw usageError("'" + text + "' is no key (" + e.getMessage()
                    + "); --gallery, --subject and --exemplar take" + " plain names");
        }
    }

    private ExemplarKey fromOptions() {
        if (all == (subject != null)) {
            throw usageError("name what to revoke: KEY, --subject, or --all for the whole gallery");
        }
        if (all && exemplar != null) {
            throw usageError("--all revokes every exemplar; leave --exemplar out");
        }
        return ExemplarNaming.key(gallery == null ? "default" : gallery, orEmpty(subject), orEmpty(exemplar));
    }

    private static String orEmpty(@Nullable String name) {
        return name == null ? "" : name;
    }

    private ParameterException usageError(String message) {
        return new ParameterException(spec().commandLine(), message);
    }
}
