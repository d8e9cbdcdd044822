package io.siamese.trainer.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;

import io.siamese.trainer.evaluation.Evaluation;
import io.siamese.trainer.oneshot.KShotResult;
import io.siamese.trainer.rates.IdentificationResult;
import io.siamese.trainer.rates.OperatingPoint;
import io.siamese.trainer.rates.VerificationResult;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** The few figures that people ask for first. */
record KeyFigures(String name, String value, String range) {

    static DomContent render(Evaluation evaluation) {
        List<KeyFigures> tiles = new ArrayList<>();
        KShotResult trial = evaluation.trials().get(0);
        tiles.add(new KeyFigures(
                TextReport.trialName(trial) + " error",
                Percent.format(trial.result().errorRate()),
                Percent.formatRange(trial.result().interval())));
        VerificationResult one = evaluation.verification().get(0);
        tiles.add(new KeyFigures("EER, 1 exemplar", Percent.format(one.eer()), Percent.formatRange(one.eerInterval())));
        for (VerificationResult kind : evaluation.verification()) {
            if (kind.exemplars() == 1 || kind.exemplars() == 5 && kind.fusion().equals("MEAN")) {
                tiles.add(pointTile(
                        "FNMR at FMR 1 %, " + kind.title(), kind.points().get(1)));
            }
        }
        for (IdentificationResult size : evaluation.identification()) {
            if (size.subjects() == 20) {
                tiles.add(pointTile(
                        "FNIR at FPIR 10 %, 20 subjects", size.points().get(0)));
            }
        }
        return section(div(each(tiles, KeyFigures::renderTile)).withClass("tiles"));
    }

    private static KeyFigures pointTile(String name, OperatingPoint point) {
        return new KeyFigures(name, Percent.formatBrief(point), Percent.describeSupport(point));
    }

    private DomContent renderTile() {
        return div(
                        span(name).withClass("name"),
                        span(value).withClass("value"),
                        span(range).withClass("range"))
                .withClass("tile");
    }
}
