package io.siamese.cli;

import io.siamese.service.replay.Explanation;
import io.siamese.service.replay.NotExplainedException;
import io.siamese.service.replay.Replay;
import io.siamese.service.replay.ReplayFinding;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells one decision in full, for people or as JSON. */
@Command(
        name = "explain",
        description =
                "Tell one decision in full: image, policy, threshold, encoder, gallery, and whether a replay agrees.",
        footer = {
            "",
            "It needs the models that decided (--model, and --set encoder.next.model=FILE) and the policy.* settings",
            "of the service. It reads only. Exit code 1 where a replay differs beyond the noise, or there is no decision."
        })
final class ExplainCommand extends Verb {
    /** How an explanation is written. */
    enum Format {
        TEXT,
        JSON
    }

    @Mixin
    private ConfigOptions options;

    @Parameters(
            paramLabel = "SOURCE",
            description =
                    "The image: topic-partition-offset, such as images-3-41, or its id. The newest 100 decisions on an id.")
    private String source = "";

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "text or json, one line a decision. Default: text.")
    private Format format = Format.TEXT;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Look for decisions from here on, such as 2026-11-29T20:00:00Z. Default: all that are left.")
    private @Nullable String from;

    @Override
    public Integer call() {
        Instant since = from == null ? Instant.EPOCH : ReplayCommand.parseTime("--from", from);
        List<Explanation> explanations;
        try (Replay replay = new Replay(options.loadConfig())) {
            explanations = replay.explain(source, since);
        } catch (NotExplainedException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
        explanations.forEach(this::printExplanation);
        if (explanations.size() == Replay.MOST_EXPLAINED) {
            complain("no more than the newest " + Replay.MOST_EXPLAINED + " decisions on " + source + " are told");
        }
        boolean differs = explanations.stream()
                .anyMatch(explanation -> explanation.replay().kind() == ReplayFinding.Kind.DIFFERS);
        return differs ? FAILED : OK;
    }

    private void printExplanation(Explanation explanation) {
        if (format == Format.JSON) {
            out().println(new ExplanationJson().toJsonLine(explanation));
        } else {
            new ExplanationText(explanation).renderLines().forEach(out()::println);
        }
    }
}
