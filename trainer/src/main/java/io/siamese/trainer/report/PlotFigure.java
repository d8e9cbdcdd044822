package io.siamese.trainer.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;

import j2html.tags.DomContent;

/** A place for a plot, with what tells how to read it. */
final class PlotFigure {

    private PlotFigure() {}

    /** @param id that the script draws into */
    static DomContent plotFigure(String id, String caption) {
        return figure(div().withId(id).withClass("plot"), figcaption(caption));
    }
}
