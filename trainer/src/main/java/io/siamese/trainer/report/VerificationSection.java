package io.siamese.trainer.report;

import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import io.siamese.trainer.evaluation.Evaluation;
import io.siamese.trainer.rates.OperatingPoint;
import io.siamese.trainer.rates.VerificationResult;
import j2html.tags.DomContent;
import java.util.Locale;
import java.util.stream.Stream;

/** Same or different: error rates, DET curves, score histograms. */
final class VerificationSection {

    private VerificationSection() {}

    static DomContent render(Evaluation evaluation) {
        HtmlTable table = new HtmlTable(Stream.concat(
                        Stream.of("", "EER"),
                        VerificationResult.FMRS.stream().map(fmr -> "FNMR at FMR " + Percent.formatRate(fmr)))
                .toArray(String[]::new));
        for (VerificationResult each : evaluation.verification()) {
            String eer = Percent.format(each.eer()) + HtmlTable.BREAK + Percent.formatRange(each.eerInterval());
            table.addRow(Stream.concat(
                            Stream.of(each.title(), eer), each.points().stream().map(HtmlTable::cellText))
                    .toArray(String[]::new));
        }
        VerificationResult one = evaluation.verification().get(0);
        return section(
                h2("Same or different?"),
                p(
                        "FMR: share of comparisons of different classes that reach the threshold. FNMR: share of comparisons of one"
                                + " class that do not. EER: where they are equal. Below each, the 95 % interval, from drawing classes"
                                + " and people again, never single comparisons. No support: fewer than "
                                + OperatingPoint.SUPPORT
                                + " different pairs of classes make up the false matches, too few to say."),
                table.renderTable(),
                PlotFigure.plotFigure(
                        "det",
                        "Detection error trade-off. Lower left is better; on these normal-deviate axes normally distributed scores"
                                + " give straight lines. Dashed: best of the exemplars; solid: one exemplar, or the mean"
                                + " template. A line is faint where fewer than " + OperatingPoint.SUPPORT
                                + " pairs of classes make up the false matches. Dots with bars: FNMR at the FMR of the table, 95 %."),
                PlotFigure.plotFigure(
                        "scores",
                        String.format(
                                Locale.ROOT,
                                "Similarities with one exemplar: %,d comparisons of one class, %,d of different classes. What"
                                        + " lies on the wrong side of the line is an error at the threshold %.3f, where the FMR"
                                        + " is 1 %%.",
                                one.mated(),
                                one.nonMated(),
                                evaluation.threshold())));
    }
}
