package io.siamese.trainer.report;

import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import io.siamese.trainer.oneshot.KShotResult;
import io.siamese.trainer.oneshot.OneShotRunsResult;
import j2html.tags.DomContent;
import java.util.List;

/** N-way K-shot trials, drawn or given. */
final class ClassificationSection {

    private ClassificationSection() {}

    static DomContent renderTrials(List<KShotResult> trials) {
        HtmlTable table = new HtmlTable("", "error", "95 % interval", "errors", "probes");
        for (KShotResult each : trials) {
            table.addRow(
                    TextReport.trialName(each),
                    Percent.format(each.result().errorRate()),
                    Percent.formatRange(each.result().interval()),
                    String.valueOf(each.result().errors()),
                    String.valueOf(each.result().trials()));
        }
        return section(
                h2("Which of N classes?"),
                p(
                        "N classes of one group, K images of each by the same K people; another person's image of each is given the"
                                + " class that it is most like. Each by itself; a tie is an error. Where a group has fewer"
                                + " than N classes, it uses all. Intervals are Wilson's."),
                table.renderTable());
    }

    static DomContent renderRuns(OneShotRunsResult runs) {
        return section(
                h2("The runs as given"),
                p(runs.runs().size() + " runs, " + runs.trialCount() + " probes, " + runs.errorCount() + " errors: "
                        + Percent.format(runs.errorRate()) + " (Wilson's 95 % interval "
                        + Percent.formatRange(runs.interval())
                        + ")."),
                PlotFigure.plotFigure("runs", "Errors of each run. The dashed line is the mean."));
    }
}
