package io.siamese.trainer.report;

import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import io.siamese.trainer.rates.IdentificationResult;
import j2html.tags.DomContent;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Open-set search against the size of the gallery. */
final class IdentificationSection {

    private IdentificationSection() {}

    static @Nullable DomContent render(List<IdentificationResult> sizes) {
        if (sizes.isEmpty()) {
            return null;
        }
        HtmlTable table = new HtmlTable(Stream.concat(
                        Stream.of("subjects", "not first"),
                        Stream.concat(
                                IdentificationResult.FPIRS.stream()
                                        .map(fpir -> "FNIR at FPIR " + Percent.formatRate(fpir)),
                                Stream.of("galleries")))
                .toArray(String[]::new));
        for (IdentificationResult each : sizes) {
            table.addRow(Stream.concat(
                            Stream.of(String.valueOf(each.subjects()), Percent.format(each.notFirst())),
                            Stream.concat(
                                    each.points().stream().map(HtmlTable::cellText),
                                    Stream.of(String.valueOf(each.galleries()))))
                    .toArray(String[]::new));
        }
        return section(
                h2("Who is it, if anyone?"),
                p(
                        "Searches in galleries that are drawn again and again, one exemplar a subject; the searched image's own"
                                + " group is enrolled first, but for a quarter of it, which is searched for in vain. FPIR: share of those"
                                + " searches that return a candidate at or above the threshold. FNIR: share of searches for an enrolled"
                                + " subject that do not return it first and at or above the threshold. Not first: whatever the threshold."),
                table.renderTable(),
                PlotFigure.plotFigure(
                        "search",
                        "Missed searches against gallery size, at a threshold that is chosen anew for each size. Bars: 95 %. Where too"
                                + " few pairs of classes make up the false alarms there is no dot."));
    }
}
