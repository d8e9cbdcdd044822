package io.siamese.trainer.report;

import static j2html.TagCreator.h2;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import io.siamese.trainer.rates.LikelihoodQuality;
import io.siamese.trainer.rates.VerificationResult;
import j2html.tags.DomContent;
import java.util.List;

/** Whether the calibrated likelihood ratios can be taken at their word. */
final class LikelihoodSection {

    private LikelihoodSection() {}

    static DomContent render(List<VerificationResult> kinds) {
        HtmlTable table = new HtmlTable("", "Cllr", "min Cllr", "calibration loss");
        for (VerificationResult each : kinds) {
            LikelihoodQuality fitted = each.likelihoods();
            table.addRow(
                    each.title(),
                    fitted == null ? "–" : TextReport.formatBits(fitted.cllr()),
                    TextReport.formatBits(each.minCllr()),
                    fitted == null ? "–" : TextReport.formatBits(fitted.cllr() - each.minCllr()));
        }
        boolean any = kinds.get(0).likelihoods() != null;
        return section(
                h2("Do the likelihood ratios hold?"),
                p(
                        "Cllr, in bits, is what the model's calibrated likelihood ratios cost (Brümmer, du Preez 2006): 0 is perfect, 1"
                                + " is saying nothing, more than 1 misleads. min Cllr is what is left after the best"
                                + " calibration on these very images; the difference is what calibration on other images loses."),
                table.renderTable(),
                iff(
                        any,
                        PlotFigure.plotFigure(
                                "reliability",
                                "Reliability with one exemplar. Each dot gathers comparisons that were given about the same likelihood"
                                        + " ratio; its height is how much more often that happens for one class than for"
                                        + " different classes. On the diagonal ratios are true; above it they are too low:"
                                        + " evidence for the same class is understated. Bars: 95 %, classes and people drawn"
                                        + " again. Ratios are cut off at both ends by the calibration.")));
    }
}
