package io.siamese.trainer.report;

import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import io.siamese.trainer.calibration.AchievedRate;
import j2html.tags.DomContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows what thresholds that were fitted elsewhere come to here. */
final class AchievedSection {

    private AchievedSection() {}

    static DomContent render(List<AchievedRate> rates) {
        HtmlTable table = new HtmlTable("threshold for", "", "here", "predicted, 99 %", "FNMR here");
        rates.forEach(each -> table.addRow(
                describeTarget(each), each.title(), Percent.format(each.rate()), predicted(each), formatFnmr(each)));
        return section(
                h2("Calibrated thresholds, on these images"),
                p(
                        "The model's thresholds were fitted on other images. Predicted is where the rate of a group that took no part in"
                                + " the fit lies, 99 times of 100. A rate below the one it was fitted for means that these images are less"
                                + " confusable than those, and that more is missed than need be: calibrate on your own."),
                table.renderTable());
    }

    static String describeTarget(AchievedRate rate) {
        return describeTarget(rate.kind(), rate.target(), rate.subjects());
    }

    static String describeTarget(String kind, double rate, @Nullable Integer subjects) {
        return kind + " " + Percent.formatRate(rate) + (subjects == null ? "" : ", N = " + subjects);
    }

    static String predicted(AchievedRate rate) {
        return rate.predicted() == null ? "-" : Percent.formatRange(rate.predicted());
    }

    static String formatFnmr(AchievedRate rate) {
        return rate.fnmr() == null ? "" : Percent.format(rate.fnmr());
    }
}
