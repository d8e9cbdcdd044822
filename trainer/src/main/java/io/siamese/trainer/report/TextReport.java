package io.siamese.trainer.report;

import io.siamese.trainer.calibration.AchievedRate;
import io.siamese.trainer.evaluation.ConfusedClasses;
import io.siamese.trainer.evaluation.Evaluation;
import io.siamese.trainer.evaluation.GroupResult;
import io.siamese.trainer.oneshot.KShotResult;
import io.siamese.trainer.oneshot.OneShotRunResult;
import io.siamese.trainer.oneshot.OneShotRunsResult;
import io.siamese.trainer.rates.IdentificationResult;
import io.siamese.trainer.rates.LikelihoodQuality;
import io.siamese.trainer.rates.OperatingPoint;
import io.siamese.trainer.rates.VerificationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The report as tables for a terminal. */
public final class TextReport {

    private static final int GROUPS = 10;
    private static final int PAIRS = 5;

    private final EvaluationReport report;
    private final List<String> lines = new ArrayList<>();

    public TextReport(EvaluationReport report) {
        this.report = report;
    }

    public String renderText() {
        MeasuredModel subject = report.subject();
        lines.add("encoder " + subject.encoderId() + " (" + subject.model() + ") on " + describeData(subject));
        lines.add(String.format(
                Locale.ROOT,
                "an image takes %.0f µs of CPU time to decode and normalise, %.0f µs to embed",
                subject.preprocessingMicros(),
                subject.encodingMicros()));
        subject.remarks().forEach(lines::add);
        if (report.runs() != null) {
            addRuns(report.runs());
        }
        if (report.evaluation() != null) {
            addEvaluation(report.evaluation());
        }
        if (!report.realised().isEmpty()) {
            addRealised(report.realised());
        }
        return String.join(System.lineSeparator(), lines);
    }

    static String describeData(MeasuredModel subject) {
        return subject.classes() == 0
                ? subject.data()
                : subject.classes() + " classes of " + subject.groups() + (subject.groups() == 1 ? " group" : " groups")
                        + ", " + subject.images() + " images";
    }

    private void addSection(String title, TextTable table) {
        lines.add("");
        lines.add(title);
        lines.add(table.renderText());
    }

    private void addRuns(OneShotRunsResult runs) {
        String errors = runs.runs().stream()
                .map(OneShotRunResult::errors)
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
        int ways = runs.runs().get(0).ways();
        addSection(
                "One-shot classification, the runs as given: " + runs.runs().size() + " runs",
                new TextTable()
                        .addRow(
                                "error, " + ways + "-way",
                                Percent.format(runs.errorRate()),
                                Percent.formatRange(runs.interval()))
                        .addRow("errors", runs.errorCount() + " of " + runs.trialCount(), "by run: " + errors));
    }

    private void addEvaluation(Evaluation evaluation) {
        addTrials(evaluation.trials());
        addVerification(evaluation.verification());
        addLikelihoods(evaluation.verification());
        addIdentification(evaluation.identification());
        addGroups(evaluation.groups());
        addConfused(evaluation.confused());
    }

    private void addTrials(List<KShotResult> trials) {
        TextTable table = new TextTable();
        for (KShotResult each : trials) {
            table.addRow(
                    trialName(each) + " error",
                    Percent.format(each.result().errorRate()),
                    Percent.formatRange(each.result().interval()),
                    each.result().errors() + " of " + each.result().trials());
        }
        addSection("Classification within a group (Wilson's 95 % interval; ties are errors)", table);
    }

    static String trialName(KShotResult trial) {
        String shots = trial.result().ways() + "-way " + trial.shots() + "-shot";
        return trial.shots() == 1 ? shots : shots + ", " + trial.fusion().toLowerCase(Locale.ROOT);
    }

    private void addVerification(List<VerificationResult> kinds) {
        TextTable table = new TextTable();
        table.addRow(Stream.concat(
                        Stream.of("", "EER"),
                        VerificationResult.FMRS.stream().map(fmr -> "FNMR at FMR " + Percent.formatRate(fmr)))
                .toArray(String[]::new));
        for (VerificationResult each : kinds) {
            String eer = Percent.format(each.eer()) + " (" + Percent.formatRange(each.eerInterval()) + ")";
            table.addRow(Stream.concat(
                            Stream.of(each.title(), eer), each.points().stream().map(Percent::format))
                    .toArray(String[]::new));
        }
        addSection("Verification within a group (95 % intervals: classes and drawers drawn again)", table);
        boolean all = kinds.stream().flatMap(each -> each.points().stream()).allMatch(OperatingPoint::supported);
        if (!all) {
            lines.add("  no support: fewer than " + OperatingPoint.SUPPORT
                    + " different pairs of classes make up the false matches, too few to tell");
        }
    }

    private void addLikelihoods(List<VerificationResult> kinds) {
        TextTable table = new TextTable().addRow("", "Cllr", "min Cllr");
        for (VerificationResult each : kinds) {
            LikelihoodQuality fitted = each.likelihoods();
            table.addRow(each.title(), fitted == null ? "-" : formatBits(fitted.cllr()), formatBits(each.minCllr()));
        }
        addSection("Likelihood ratios of the model's calibration (bits; min: after perfect calibration)", table);
    }

    static String formatBits(double cllr) {
        return String.format(Locale.ROOT, "%.3f", cllr);
    }

    private void addIdentification(List<IdentificationResult> sizes) {
        if (sizes.isEmpty()) {
            return;
        }
        TextTable table = new TextTable();
        table.addRow(Stream.concat(
                        Stream.of("subjects", "not first"),
                        IdentificationResult.FPIRS.stream().map(fpir -> "FNIR at FPIR " + Percent.formatRate(fpir)))
                .toArray(String[]::new));
        for (IdentificationResult each : sizes) {
            Stream<String> head = Stream.of(String.valueOf(each.subjects()), Percent.format(each.notFirst()));
            table.addRow(Stream.concat(head, each.points().stream().map(Percent::format))
                    .toArray(String[]::new));
        }
        addSection("Open-set search, one exemplar a subject, galleries drawn again", table);
    }

    private void addGroups(List<GroupResult> groups) {
        if (groups.size() < 2) {
            return;
        }
        int ways = groups.get(0).trials().ways();
        TextTable table = new TextTable()
                .addRow("", "classes", ways + "-way error", "EER", "FNMR at pooled FMR 1 %", "FMR there");
        groups.stream()
                .limit(GROUPS)
                .forEach(each -> table.addRow(
                        each.group(),
                        String.valueOf(each.classes()),
                        Percent.format(each.trials().errorRate()),
                        Percent.format(each.eer()),
                        Percent.format(each.fnmr()),
                        Percent.format(each.fmr())));
        addSection(groups.size() > GROUPS ? "The " + GROUPS + " hardest groups" : "Groups, the hardest first", table);
    }

    private void addRealised(List<AchievedRate> rates) {
        TextTable table = new TextTable().addRow("threshold for", "", "here", "predicted (99 %)", "FNMR here");
        rates.forEach(each -> table.addRow(
                AchievedSection.describeTarget(each),
                each.title(),
                Percent.format(each.rate()),
                AchievedSection.predicted(each),
                AchievedSection.formatFnmr(each)));
        addSection("The model's calibrated thresholds, on these images (mean over groups)", table);
    }

    private void addConfused(List<ConfusedClasses> confused) {
        if (confused.isEmpty()) {
            return;
        }
        TextTable table = new TextTable();
        confused.stream()
                .limit(PAIRS)
                .forEach(each -> table.addRow(
                        report.classNames().get(each.mostAlike().one()),
                        report.classNames().get(each.mostAlike().other()),
                        each.falseMatches() + " of " + each.comparisons()));
        addSection("Most confused classes: false matches at the threshold of pooled FMR 1 %", table);
    }
}
