package io.siamese.cli;

import io.siamese.client.DecisionWatcher;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.service.config.AppConfig;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sums up decisions, and says whether images still look like those of the calibration. */
@Command(
        name = "report",
        description = "Sum up the decisions of a time, and say whether images still look like what was calibrated.",
        footer = {
            "",
            "Example: the last 24 hours",
            "  siamese report",
            "",
            "It reads match-decisions alone, and needs the model that decided (--model). A distance is the largest",
            "difference of the shares below any value, 0 to 1; the limit behind it is still ordinary. Exit code 1 where",
            "images no longer look like what was calibrated."
        })
final class ReportCommand extends Verb {
    private static final Duration USUAL = Duration.ofHours(24);

    @Mixin
    private ConfigOptions options;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "First decision, such as 2026-11-29T20:00:00Z. Default: the last 24 hours.")
    private @Nullable String from;

    @Override
    public Integer call() {
        AppConfig config = options.loadConfig();
        Instant begin = from == null ? Instant.now().minus(USUAL) : ReplayCommand.parseTime("--from", from);
        ModelFile model = ModelFile.readOrBundled(
                config.encoder().model(), config.encoder().calibration());
        DecisionReport report = new DecisionReport(model.encoderId(), model.calibration());
        try (DecisionWatcher decisions = DecisionWatcher.openSince(config.contract(), begin)) {
            decisions.readToEnd(report::addDecision);
        }
        new DecisionReportText(report).renderLines(begin).forEach(out()::println);
        return report.isDriftSaid() ? FAILED : OK;
    }
}
