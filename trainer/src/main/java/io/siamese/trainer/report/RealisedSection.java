package io.siamese.trainer.report;

import static j2html.TagCreator.details;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.summary;

import j2html.tags.DomContent;
import java.util.Map;

/** What thresholds that were fitted elsewhere come to here. */
final class RealisedSection {

    private RealisedSection() {}

    static DomContent of(Map<String, Double> realised) {
        HtmlTable table = new HtmlTable("", "on these images");
        realised.forEach((name, share) -> table.row(name, Percent.of(share)));
        return section(
                h2("Calibrated thresholds, on these images"),
                p(
                        "The model's thresholds were fitted on other images. An FMR below the one it was fitted for means that these"
                                + " images are less confusable than those, and that more is missed than need be: calibrate on your own."),
                details(summary("All thresholds"), table.html()));
    }
}
