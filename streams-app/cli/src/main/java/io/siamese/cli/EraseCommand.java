package io.siamese.cli;

import io.siamese.client.ArrivingAnswers;
import io.siamese.client.EnrolledKeys;
import io.siamese.client.EnrolmentRequests;
import io.siamese.client.ErasureCheck;
import io.siamese.client.ExemplarNaming;
import io.siamese.events.ErasureReceipt;
import io.siamese.schemas.json.EventJson;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.key.ExemplarKey;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Erases a subject and prints the receipt, or looks later whether the bytes are gone. */
@Command(
        name = "erase",
        description = "Erase a subject, one exemplar or a gallery, and print the receipt.",
        footer = {
            "",
            "--verify erases nothing. It reads the topics from their start, every image included, and prints the records",
            "that are still there. Exit code 1 where there are any."
        })
final class EraseCommand extends Verb {

    @Mixin
    private ConfigOptions options;

    /** Read to be refused: an erasure cannot be undone, so it is asked for by plain names alone. */
    @Parameters(arity = "0..1", hidden = true)
    private @Nullable String key;

    @Option(names = "--subject", description = "The subject, by its plain name.")
    private @Nullable String subject;

    @Option(names = "--gallery", description = "The gallery. Default: default.")
    private @Nullable String gallery;

    @Option(names = "--exemplar", description = "The exemplar. Without it, all of the subject.")
    private @Nullable String exemplar;

    @Option(names = "--all-galleries", description = "The subject in every gallery that has a status of it.")
    private boolean allGalleries;

    @Option(names = "--all", description = "All subjects of --gallery.")
    private boolean all;

    @Option(names = "--verify", description = "Look whether the bytes of an earlier erasure are gone.")
    private boolean verify;

    @Option(names = "--json", description = "Print each receipt, or each record that is left, as one JSON line.")
    private boolean json;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "Seconds to wait at most. Default: ${DEFAULT-VALUE}.")
    private int timeout = 30;

    @Override
    public Integer call() {
        checkUsage();
        ContractSettings settings = options.loadConfig().contract();
        List<ExemplarKey> keys = findKeys(settings);
        if (keys.isEmpty()) {
            out().println("no gallery has a status of " + subject);
            return OK;
        }
        return verify ? verifyErased(keys, settings) : eraseAndWait(keys, settings);
    }

    private void checkUsage() {
        if (key != null) {
            throw usageError(
                    "erase takes no key such as '" + key + "': name --subject, and --gallery where it is not default");
        }
        if (all == (subject != null)) {
            throw usageError("name what to erase: --subject, or --all for a whole gallery");
        }
        if (all && (exemplar != null || allGalleries || gallery == null)) {
            throw usageError("--all takes --gallery, and neither --exemplar nor --all-galleries");
        }
        if (allGalleries && (gallery != null || exemplar != null)) {
            throw usageError("--all-galleries takes neither --gallery nor --exemplar");
        }
    }

    private List<ExemplarKey> findKeys(ContractSettings settings) {
        if (!allGalleries) {
            return List.of(new ExemplarKey(
                    normalized(gallery == null ? "default" : gallery), normalized(subject), normalized(exemplar)));
        }
        return new EnrolledKeys(settings)
                .galleriesOf(normalized(subject)).stream()
                        .map(name -> new ExemplarKey(name, normalized(subject), ""))
                        .toList();
    }

    private static String normalized(@Nullable String name) {
        return name == null ? "" : ExemplarNaming.nfc(name);
    }

    private int eraseAndWait(List<ExemplarKey> keys, ContractSettings settings) {
        try (EnrolmentRequests requests = EnrolmentRequests.open(settings, ArrivingAnswers.NO_TIMEOUT)) {
            ArrivingAnswers<ErasureReceipt> receipts = new ArrivingAnswers<>((name, receipt) -> printReceipt(receipt));
            keys.forEach(key -> receipts.add(key.text(), requests.erase(key)));
            List<String> open = receipts.await(Duration.ofSeconds(timeout));
            if (!open.isEmpty()) {
                throw new CommandFailure("the erasure of " + String.join(", ", open)
                        + " was published, but no receipt came" + " within " + timeout + " s; is the app running?");
            }
        }
        return OK;
    }

    private void printReceipt(ErasureReceipt receipt) {
        if (json) {
            out().println(new EventJson().line(receipt));
        } else {
            new ReceiptText(receipt).renderLines().forEach(out()::println);
        }
    }

    private int verifyErased(List<ExemplarKey> keys, ContractSettings settings) {
        ErasureCheck check = new ErasureCheck(settings);
        int left = 0;
        for (ExemplarKey key : keys) {
            List<ErasureCheck.Remains> remains = check.remains(key);
            left += remains.size();
            remains.forEach(record ->
                    out().println(json ? ReceiptText.toJsonLine(record) : ReceiptText.describeRemains(record)));
            if (!json) {
                out().println(key.text() + ": " + (remains.isEmpty() ? "gone" : "records left: " + remains.size()));
            }
        }
        return left == 0 ? OK : FAILED;
    }

    private ParameterException usageError(String message) {
        return new ParameterException(spec().commandLine(), message);
    }
}
