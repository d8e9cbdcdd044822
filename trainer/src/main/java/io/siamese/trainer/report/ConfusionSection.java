package io.siamese.trainer.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.img;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;
import static j2html.TagCreator.span;

import io.siamese.trainer.evaluation.ConfusedClasses;
import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Pairs of images that come out wrong, to look at. */
final class ConfusionSection {

    private ConfusionSection() {}

    static DomContent render(EvaluationReport report) {
        ConfusingImages pictures = report.pictures();
        List<ConfusedClasses> confused =
                Objects.requireNonNull(report.evaluation()).confused();
        return section(
                h2("The worst confusions"),
                p("Of each image, left as it is in its file and right as the encoder is given it."),
                h3("False matches: different classes, most alike"),
                p("The most similar pair of images of each pair of classes. Some are the same sign under two names, or cannot be told"
                                + " apart from one image: no threshold separates them.")
                        .withClass("quiet"),
                gallery(pictures.falseMatches(), ConfusionSection::similarity),
                h3("False non-matches: one class, least alike"),
                p("The least similar pair of images of each class: often two ways to write it, or a broken image.")
                        .withClass("quiet"),
                gallery(pictures.falseNonMatches(), ConfusionSection::similarity),
                h3("Most confused classes"),
                p("Share of the pairs of their images that match at the threshold of pooled FMR 1 %, with the two most alike.")
                        .withClass("quiet"),
                div(each(
                                IntStream.range(0, pictures.confused().size())
                                        .boxed()
                                        .toList(),
                                i -> renderPair(pictures.confused().get(i), shareCaption(confused.get(i)))))
                        .withClass("pairs"));
    }

    private static DomContent gallery(List<PicturePair> pairs, Function<PicturePair, String> caption) {
        return div(each(pairs, pair -> renderPair(pair, caption.apply(pair)))).withClass("pairs");
    }

    private static String similarity(PicturePair pair) {
        return String.format(Locale.ROOT, "similarity %.3f", pair.similarity());
    }

    private static String shareCaption(ConfusedClasses pair) {
        return Percent.format(pair.falseMatchShare()) + " match, " + pair.falseMatches() + " of " + pair.comparisons();
    }

    private static DomContent renderPair(PicturePair pair, String caption) {
        return figure(picture(pair.one()), picture(pair.other()), figcaption(caption))
                .withClass("pair");
    }

    private static DomContent picture(ImageViews picture) {
        return div(
                        img().withSrc(picture.file()).withAlt("as in the file").withClass("file"),
                        img().withSrc(picture.seen())
                                .withAlt("as the encoder is given it")
                                .withClass("seen"),
                        span(picture.caption()).withTitle(picture.caption()))
                .withClass("picture");
    }
}
