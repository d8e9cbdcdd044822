package io.siamese.cli;

import io.siamese.cli.terminal.DecisionPictures;
import io.siamese.cli.terminal.DecisionTable;
import io.siamese.cli.terminal.Terminal;
import io.siamese.client.DecisionLine;
import io.siamese.client.DecisionWatcher;
import io.siamese.events.MatchDecision;
import io.siamese.schemas.json.EventJson;
import io.siamese.schemas.kafka.ContractSettings;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Prints decisions as they are committed. */
@Command(
        name = "watch",
        description = "Print decisions as they are committed, until Ctrl-C: in a terminal as a table, else as JSON.",
        footer = {
            "",
            "Example: the last decisions with their images, in a terminal with 24-bit colours:",
            "  siamese watch --from-beginning --show",
            "",
            "Example: what was decided about one image:",
            "  siamese watch --exit --json | grep photo-17"
        })
final class WatchCommand extends Verb {

    private static final Duration POLL = Duration.ofMillis(500);

    @Mixin
    private ConfigOptions options;

    /** How a decision is printed. */
    enum Format {
        TABLE,
        LINES,
        JSON
    }

    @Option(names = "--from-beginning", description = "Begin with the decisions that are there already.")
    private boolean fromBeginning;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "table, lines (one for people) or json (the whole decision). Default: table in a terminal, json"
                            + " in a pipe or a file.")
    private @Nullable Format format;

    @Option(names = "--json", description = "Short for --format json.")
    private boolean json;

    @Option(
            names = "--show",
            description = "Show each decision's image and the best exemplar below it, as coloured half blocks.")
    private boolean show;

    @Option(names = "--limit", paramLabel = "N", description = "Stop after so many decisions.")
    private @Nullable Long limit;

    @Option(names = "--exit", description = "Print the decisions that are there already, and end.")
    private boolean exit;

    @Override
    public Integer call() {
        Format chosen = chosenFormat();
        if (exit && limit != null) {
            throw usageError("--exit and --limit exclude each other");
        }
        ContractSettings settings = options.loadConfig().contract();
        if (!show) {
            watchDecisions(settings, linesOf(chosen));
            return OK;
        }
        try (DecisionPictures pictures = DecisionPictures.open(settings)) {
            Function<MatchDecision, List<String>> lines = linesOf(chosen);
            watchDecisions(
                    settings,
                    decision -> Stream.concat(lines.apply(decision).stream(), pictures.renderLines(decision).stream())
                            .toList());
        }
        return OK;
    }

    private void watchDecisions(ContractSettings settings, Function<MatchDecision, List<String>> lines) {
        long left = limit == null ? Long.MAX_VALUE : limit;
        try (DecisionWatcher watcher = DecisionWatcher.open(settings, fromBeginning || exit)) {
            if (exit) {
                watcher.readToEnd(decision -> lines.apply(decision).forEach(out()::println));
                return;
            }
            // A reader that went away (`| head`) ends it too.
            while (left > 0 && !out().checkError()) {
                List<MatchDecision> decisions = watcher.poll(POLL);
                long taken = Math.min(left, decisions.size());
                decisions.stream().limit(taken).map(lines).flatMap(List::stream).forEach(out()::println);
                left -= taken;
            }
        }
    }

    private Format chosenFormat() {
        if (json && format != null && format != Format.JSON) {
            throw usageError("--json and --format " + format.name().toLowerCase(Locale.ROOT) + " exclude each other");
        }
        Format usual = Terminal.isInteractive() ? Format.TABLE : show ? Format.LINES : Format.JSON;
        Format chosen = json ? Format.JSON : format == null ? usual : format;
        if (show && chosen == Format.JSON) {
            throw usageError("--show takes a table or lines, not JSON");
        }
        return chosen;
    }

    private ParameterException usageError(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private static Function<MatchDecision, List<String>> linesOf(Format format) {
        switch (format) {
            case TABLE -> {
                return new DecisionTable(ZoneId.systemDefault())::renderLines;
            }
            case LINES -> {
                DecisionLine line = new DecisionLine();
                return decision -> List.of(line.of(decision));
            }
            default -> {
                EventJson whole = new EventJson();
                return decision -> List.of(whole.line(decision));
            }
        }
    }
}
