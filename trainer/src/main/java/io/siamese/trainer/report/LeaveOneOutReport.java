package io.siamese.trainer.report;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.siamese.trainer.calibration.LeftOutGroup;
import io.siamese.trainer.calibration.LeftOutRate;
import io.siamese.trainer.calibration.RateTarget;
import io.siamese.trainer.rates.BootstrapInterval;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reports what thresholds come to on groups that they were not fitted on, for people and as JSON. */
public record LeaveOneOutReport(String encoderId, int groups, int classes, List<LeftOutRate> rates) {

    public LeaveOneOutReport {
        rates = List.copyOf(rates);
    }

    /** A table, what lies outside of its prediction by name, and what the marks mean. */
    public String renderText() {
        List<String> lines = new ArrayList<>();
        lines.add("Thresholds on the group that took no part in fitting them, each of " + groups + " groups in turn");
        TextTable table = new TextTable()
                .addRow("target", "", "realised", "least to most", "predicted, 99 %", "inside", "support", "FNMR", "");
        rates.forEach(each -> table.addRow(rowCells(each)));
        lines.add(table.renderText());
        for (LeftOutRate each : rates) {
            each.groups().stream()
                    .filter(group -> !group.liesInside())
                    .map(group -> outside(each.target(), group))
                    .forEach(lines::add);
        }
        lines.add(
                "realised: mean over the groups; predicted: what lies in the intervals of all of them; inside: groups within"
                        + " their own; support: least errors of different classes and hands behind a threshold");
        if (rates.stream().anyMatch(each -> each.insideByHalfAnError() > 0)) {
            lines.add("(n): of them n have too few errors to tell them from the low end: half an error more is inside");
        }
        if (rates.stream().anyMatch(each -> each.refusals() > 0)) {
            lines.add(
                    "refused: so often a calibration on the other groups refuses the target, and no policy has it; the rate is"
                            + " measured here and nowhere written");
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static String[] rowCells(LeftOutRate rate) {
        Double fnmr = meanFnmr(rate);
        return new String[] {
            describeTarget(rate.target()),
            rate.target().title(),
            Percent.format(rate.meanRate()),
            Percent.formatRange(new BootstrapInterval(rate.leastRate(), rate.greatestRate())),
            Percent.formatRange(rate.predictedOfAll()),
            describeInside(rate),
            String.valueOf(rate.leastSupported().support()),
            fnmr == null ? "" : Percent.format(fnmr),
            rate.refusals() == 0
                    ? ""
                    : "refused " + rate.refusals() + " of " + rate.groups().size()
        };
    }

    private static String describeTarget(RateTarget target) {
        return AchievedSection.describeTarget(target.kind(), target.rate(), target.subjects());
    }

    private static String describeInside(LeftOutRate rate) {
        String inside = rate.countInside() + " of " + rate.groups().size();
        return rate.insideByHalfAnError() == 0 ? inside : inside + " (" + rate.insideByHalfAnError() + ")";
    }

    private static String outside(RateTarget target, LeftOutGroup group) {
        return "  outside: " + describeTarget(target) + ", " + target.title() + ", " + group.group() + ": "
                + Percent.format(group.rate()) + ", with half an error more " + Percent.format(group.judged())
                + ", predicted "
                + Percent.formatRange(group.predicted());
    }

    /** Mean over the groups; null for searches. */
    private static @Nullable Double meanFnmr(LeftOutRate rate) {
        return rate.groups().get(0).fnmr() == null
                ? null
                : rate.groups().stream()
                        .map(LeftOutGroup::fnmr)
                        .mapToDouble(each -> each == null ? 0 : each)
                        .average()
                        .orElseThrow();
    }

    /** As in the table; rates are shares. */
    private record Row(
            RateTarget target,
            double realised,
            @Nullable Double fnmr,
            int inside,
            int insideByHalfAnError,
            int support,
            int refusals,
            List<LeftOutGroup> groups) {

        static Row from(LeftOutRate rate) {
            return new Row(
                    rate.target(),
                    rate.meanRate(),
                    LeaveOneOutReport.meanFnmr(rate),
                    rate.countInside(),
                    rate.insideByHalfAnError(),
                    rate.leastSupported().support(),
                    rate.refusals(),
                    rate.groups());
        }
    }

    private record Content(String encoderId, int groups, int classes, List<Row> targets) {}

    public void writeJson(Path file) throws IOException {
        Content content = new Content(
                encoderId, groups, classes, rates.stream().map(Row::from).toList());
        new JsonMapper().writerWithDefaultPrettyPrinter().writeValue(file.toFile(), content);
    }
}
