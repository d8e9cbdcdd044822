package io.siamese.trainer.report;

import io.siamese.trainer.evaluation.Evaluation;
import io.siamese.trainer.oneshot.KShotResult;
import io.siamese.trainer.oneshot.OneShotRunsResult;
import io.siamese.trainer.rates.IdentificationResult;
import io.siamese.trainer.rates.OperatingPoint;
import io.siamese.trainer.rates.VerificationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says in ten lines at most, remarks apart, how good the model is, and what the data cannot tell. {@link TextReport} has everything. */
public final class TextSummary {

    private static final int WORST = 3;
    private static final double USUAL_FMR = 0.01;

    private final EvaluationReport report;
    private final List<String> lines = new ArrayList<>();

    public TextSummary(EvaluationReport report) {
        this.report = report;
    }

    public String renderText() {
        MeasuredModel subject = report.subject();
        lines.add(
                "encoder " + subject.encoderId() + " (" + subject.model() + ") on " + TextReport.describeData(subject));
        lines.addAll(subject.remarks());
        if (report.runs() != null) {
            addRuns(report.runs());
        }
        if (report.evaluation() != null) {
            addEvaluation(report.evaluation());
        }
        return String.join(System.lineSeparator(), lines);
    }

    private void addRuns(OneShotRunsResult runs) {
        lines.add("one-shot error of " + runs.runs().size() + " runs: " + Percent.format(runs.errorRate()) + " ("
                + Percent.formatRange(runs.interval()) + "), " + runs.errorCount() + " of " + runs.trialCount());
    }

    private void addEvaluation(Evaluation evaluation) {
        KShotResult first = evaluation.trials().get(0);
        lines.add(TextReport.trialName(first) + " error: "
                + Percent.format(first.result().errorRate()) + " ("
                + Percent.formatRange(first.result().interval()) + ")");
        VerificationResult one = evaluation.verification().get(0);
        lines.add("EER: " + Percent.format(one.eer()) + " (" + Percent.formatRange(one.eerInterval()) + "), "
                + one.title());
        evaluation.verification().stream()
                .filter(each -> each == one || each == evaluation.verification().get(lastIndex(evaluation)))
                .forEach(this::addMissed);
        largestSearch(evaluation.identification()).ifPresent(lines::add);
        unsupported(one);
        if (evaluation.groups().size() > 1) {
            lines.add("hardest groups, by EER: "
                    + evaluation.groups().stream()
                            .limit(WORST)
                            .map(each -> each.group() + " " + Percent.format(each.eer()))
                            .collect(Collectors.joining(", ")));
        }
    }

    private static int lastIndex(Evaluation evaluation) {
        return evaluation.verification().size() - 1;
    }

    private void addMissed(VerificationResult kind) {
        kind.points().stream()
                .filter(point -> point.rate() == USUAL_FMR)
                .forEach(point -> lines.add("FNMR at FMR " + Percent.formatRate(USUAL_FMR) + ", " + kind.title() + ": "
                        + Percent.format(point)));
    }

    /** The largest gallery for which the data supports a rate, at the lowest that it supports. */
    private static Optional<String> largestSearch(List<IdentificationResult> sizes) {
        String found = null;
        for (IdentificationResult each : sizes) {
            for (OperatingPoint point : each.points()) {
                if (point.supported()) {
                    found = "searches among " + each.subjects() + " subjects, FNIR at FPIR "
                            + Percent.formatRate(point.rate()) + ": " + Percent.format(point);
                }
            }
        }
        return Optional.ofNullable(found);
    }

    private void unsupported(VerificationResult kind) {
        String rates = kind.points().stream()
                .filter(point -> !point.supported())
                .map(point -> Percent.formatRate(point.rate()))
                .collect(Collectors.joining(", "));
        if (!rates.isEmpty()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "not supported: FMR %s; fewer than %d different pairs of classes make up the false matches",
                    rates,
                    OperatingPoint.SUPPORT));
        }
    }
}
