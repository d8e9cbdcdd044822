package io.siamese.trainer.report;

import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;

/** Shows how the training went. */
final class LearningSection {

    private LearningSection() {}

    static DomContent render(List<LearningPoint> points) {
        if (points.isEmpty()) {
            return section();
        }
        LearningPoint last = points.get(points.size() - 1);
        return section(
                h2("How it was trained"),
                p(String.format(
                        Locale.ROOT,
                        "%,d steps in %,.0f s of CPU time. On the select split at the end: 20-way error %s, EER %s, FNMR at FMR 1 %% %s.",
                        last.step(),
                        last.cpuSeconds(),
                        Percent.format(last.error()),
                        Percent.format(last.eer()),
                        Percent.format(last.fnmr()))),
                PlotFigure.plotFigure(
                        "learning",
                        "Error rates on the select split while training, on a logarithmic axis. A curve that still falls at its right end"
                                + " has not had enough steps; one that rises has had too many. If select was trained on too, this is"
                                + " no validation."),
                PlotFigure.plotFigure("loss", "The training loss, averaged over about 50 steps."));
    }
}
