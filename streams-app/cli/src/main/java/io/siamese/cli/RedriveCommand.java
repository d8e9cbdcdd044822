package io.siamese.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.siamese.client.BulkRedrive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Publishes dead letters again after a fix. */
@Command(
        name = "redrive",
        description = "Publish rejected images again, from the dead letters, and print a receipt as JSON.",
        footer = {
            "",
            "Each image is published once for each run, so begin the next run behind the receipt: --after FILE.",
            "A redriven image has the header redriven-from, which goes on to its decision."
        })
final class RedriveCommand extends Verb {

    private final ObjectMapper json = new ObjectMapper();

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Only images that were rejected for this reason. Can be given again. Default: all reasons.")
    private Set<String> reasons = new LinkedHashSet<>();

    @Option(names = "--dry-run", description = "Count, and publish nothing.")
    private boolean dryRun;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "100",
            description = "Images a second at most. Default: ${DEFAULT-VALUE}.")
    private int rate = 100;

    @Option(names = "--again", description = "Also images that were redriven before and rejected again.")
    private boolean again;

    @Option(
            names = "--after",
            paramLabel = "FILE",
            description = "Begin behind the dead letters that this receipt looked at.")
    private @Nullable Path after;

    @Override
    public Integer call() {
        if (rate < 1) {
            throw new ParameterException(
                    spec().commandLine(), "--rate " + rate + ": at least 1 image a second is allowed");
        }
        BulkRedrive.Terms terms = new BulkRedrive.Terms(reasons, rate, dryRun, again, readNextOffsets());
        try (BulkRedrive redrive = BulkRedrive.open(options.loadConfig().contract())) {
            BulkRedrive.Receipt receipt = redrive.run(terms);
            printReceipt(receipt);
            if (receipt.failure() != null) {
                throw new CommandFailure("not all dead letters were published again: " + receipt.failure()
                        + "; go on later with --after and the receipt");
            }
        }
        return OK;
    }

    private Map<Integer, Long> readNextOffsets() {
        Map<Integer, Long> from = new TreeMap<>();
        if (after == null) {
            return from;
        }
        try {
            JsonNode next = json.readTree(Files.readString(after)).path("next");
            if (!next.isObject()) {
                throw new ParameterException(
                        spec().commandLine(), "--after " + after + " is no receipt: it has no object \"next\"");
            }
            next.fields()
                    .forEachRemaining(one -> from.put(
                            Integer.valueOf(one.getKey()), one.getValue().longValue()));
        } catch (IOException | NumberFormatException e) {
            throw new ParameterException(
                    spec().commandLine(), "--after " + after + " is no receipt: " + e.getMessage());
        }
        return from;
    }

    private void printReceipt(BulkRedrive.Receipt receipt) {
        try {
            out().println(json.writeValueAsString(receipt));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("a receipt of numbers could not be written", e);
        }
    }
}
