package io.siamese.cli;

import io.siamese.service.replay.Replay;
import io.siamese.service.replay.ReplayFinding;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Derives decisions again and reports those that come out differently. */
@Command(
        name = "replay",
        description = "Derive decisions again from the topics, and report those that differ.",
        footer = {
            "",
            "It needs the models that decided (--model, and --set encoder.next.model=FILE) and the policy.* settings",
            "of the service. It reads only. Exit code 1 where a decision differs beyond the noise."
        })
final class ReplayCommand extends Verb {
    @Mixin
    private ConfigOptions options;

    @Option(names = "--from", paramLabel = "TIME", description = "First decision, such as 2026-11-29T20:00:00Z.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "TIME", description = "Up to, exclusive. Default: now.")
    private @Nullable String to;

    @Override
    public Integer call() {
        if (from == null) {
            throw new IllegalArgumentException("--from TIME is missing, such as 2026-11-29T20:00:00Z");
        }
        Map<ReplayFinding.Kind, Integer> counts = new EnumMap<>(ReplayFinding.Kind.class);
        try (Replay replay = new Replay(options.loadConfig())) {
            replay.run(parseTime("--from", from), to == null ? Instant.now() : parseTime("--to", to), finding -> {
                counts.merge(finding.kind(), 1, Integer::sum);
                if (finding.kind() != ReplayFinding.Kind.AGREES) {
                    out().println(finding.source() + " " + finding.kind() + ": " + finding.detail());
                }
            });
        }
        out().println("agree " + counts.getOrDefault(ReplayFinding.Kind.AGREES, 0)
                + ", differ " + counts.getOrDefault(ReplayFinding.Kind.DIFFERS, 0)
                + ", outside of the replay window " + counts.getOrDefault(ReplayFinding.Kind.OUTSIDE, 0));
        return counts.containsKey(ReplayFinding.Kind.DIFFERS) ? FAILED : OK;
    }

    static Instant parseTime(String option, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(option + " '" + text + "' is no time such as 2026-11-29T20:00:00Z");
        }
    }
}
