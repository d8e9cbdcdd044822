package io.siamese.trainer.report;

import static j2html.TagCreator.body;
import static j2html.TagCreator.document;
import static j2html.TagCreator.each;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.head;
import static j2html.TagCreator.header;
import static j2html.TagCreator.html;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.noscript;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.script;
import static j2html.TagCreator.style;
import static j2html.TagCreator.title;

import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The report as one HTML file that needs nothing else: tables are in it as they are, and the plots are drawn by D3, which is in it
 * too, from the data in it. Light or dark as the reader's system is.
 */
public final class HtmlReport {

    private static final String D3 = "/META-INF/resources/webjars/d3/7.9.0/dist/d3.min.js";

    private final EvaluationReport report;

    public HtmlReport(EvaluationReport report) {
        this.report = report;
    }

    public void writeTo(Path file) throws IOException {
        Files.writeString(file, renderHtml());
    }

    String renderHtml() throws IOException {
        String heading = "Evaluation of encoder " + report.subject().encoderId();
        return document(html(
                        head(
                                meta().withCharset("utf-8"),
                                meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                                meta().withName("color-scheme").withContent("light dark"),
                                title(heading),
                                style(rawHtml(ReportResources.readText("report.css")))),
                        body(
                                pageHeader(heading),
                                main(each(sections(), section -> section)),
                                footer(
                                        p(
                                                "Written by siamese evaluate. How each figure is defined: docs/evaluation.md.")),
                                script(rawHtml(ChartData.fromReport(report).toScriptJson()))
                                        .withType("application/json")
                                        .withId("data"),
                                script(rawHtml(ReportResources.readText(D3))),
                                script(rawHtml(ReportResources.readText("report.js")))))
                .withLang("en"));
    }

    private DomContent pageHeader(String heading) {
        MeasuredModel subject = report.subject();
        String measured = subject.classes() == 0
                ? subject.data()
                : subject.data() + ": "
                        + String.format(
                                Locale.ROOT,
                                "%,d classes of %,d %s, %,d images. ",
                                subject.classes(),
                                subject.groups(),
                                subject.groups() == 1 ? "group" : "groups",
                                subject.images())
                        + "Classes are compared with those of their own group only: the hard case.";
        return header(
                h1(heading),
                p(measured),
                p(String.format(
                                Locale.ROOT,
                                "Model: %s, preset %s, %s, %s. CPU time on the machine of this evaluation: %.0f µs"
                                        + " to decode and normalise an image, %.0f µs to embed it.",
                                subject.model(),
                                subject.preset(),
                                subject.preprocessing(),
                                subject.similarity(),
                                subject.preprocessingMicros(),
                                subject.encodingMicros()))
                        .withClass("quiet"),
                each(subject.remarks(), remark -> p(remark).withClass("remark")),
                noscript(p("The plots need JavaScript, from this file alone. All tables are readable without it.")
                        .withClass("remark")));
    }

    private List<DomContent> sections() {
        List<DomContent> sections = new ArrayList<>();
        if (report.evaluation() != null) {
            sections.add(KeyFigures.render(report.evaluation()));
        }
        if (report.runs() != null) {
            sections.add(ClassificationSection.renderRuns(report.runs()));
        }
        if (report.evaluation() != null) {
            sections.add(ClassificationSection.renderTrials(report.evaluation().trials()));
            sections.add(VerificationSection.render(report.evaluation()));
            sections.add(LikelihoodSection.render(report.evaluation().verification()));
            sections.add(IdentificationSection.render(report.evaluation().identification()));
            sections.add(GroupSection.render(report.evaluation().groups()));
            sections.add(ConfusionSection.render(report));
        }
        sections.add(iff(!report.realised().isEmpty(), AchievedSection.render(report.realised())));
        sections.add(iff(!report.learning().isEmpty(), LearningSection.render(report.learning())));
        return sections.stream().filter(section -> section != null).toList();
    }
}
