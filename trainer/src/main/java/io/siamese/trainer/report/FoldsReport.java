package io.siamese.trainer.report;

import static j2html.TagCreator.body;
import static j2html.TagCreator.document;
import static j2html.TagCreator.h1;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.p;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.style;
import static j2html.TagCreator.title;

import io.siamese.trainer.folds.GroupFigures;
import io.siamese.trainer.folds.GroupMean;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Shows what folds found: means by group, beside those of an earlier run where there is one, and every group. */
public final class FoldsReport {

    private static final long SEED = 1;
    private static final int WORST = 5;

    /** One column of figures. */
    private record Column(String title, ToDoubleFunction<GroupFigures> value) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("20-way error", GroupFigures::error),
            new Column("EER", GroupFigures::eer),
            new Column("FNMR at FMR 1 %, 1 exemplar", GroupFigures::missed),
            new Column("FNMR at FMR 1 %, 5 exemplars", GroupFigures::missedOfFive));

    private final String recipe;
    private final int folds;
    private final List<GroupFigures> groups;
    private final List<GroupFigures> before;

    /**
     * @param recipe that was judged
     * @param before the same groups by another recipe; empty where there is none
     * @throws IllegalArgumentException if {@code before} has not the same groups
     */
    public FoldsReport(String recipe, int folds, List<GroupFigures> groups, List<GroupFigures> before) {
        this.recipe = recipe;
        this.folds = folds;
        this.groups = groups.stream()
                .sorted(Comparator.comparingDouble(GroupFigures::missed).reversed())
                .toList();
        this.before = before.isEmpty() ? List.of() : matching(before);
    }

    private List<GroupFigures> matching(List<GroupFigures> others) {
        Map<String, GroupFigures> byName =
                others.stream().collect(Collectors.toMap(GroupFigures::group, Function.identity()));
        if (others.size() != groups.size() || groups.stream().anyMatch(each -> !byName.containsKey(each.group()))) {
            throw new IllegalArgumentException("--against: its table has " + others.size()
                    + " groups, and they are not the " + groups.size() + " groups of these folds");
        }
        return groups.stream().map(each -> byName.get(each.group())).toList();
    }

    /** Means, and the worst groups by name. */
    public String renderText() {
        return String.join(
                System.lineSeparator(),
                heading(),
                meansTable().renderText(),
                "Worst groups, FNMR at FMR 1 %: "
                        + groups.stream()
                                .limit(WORST)
                                .map(each -> each.group() + " " + Percent.format(each.missed()))
                                .collect(Collectors.joining(", ")));
    }

    private String heading() {
        return groups.size() + " groups in " + folds + " folds, each judged by an encoder that never saw it";
    }

    private TextTable meansTable() {
        TextTable table = new TextTable();
        meansRows().forEach(row -> table.addRow(row.toArray(String[]::new)));
        return table;
    }

    private List<List<String>> meansRows() {
        List<List<String>> rows = new ArrayList<>();
        List<String> heads = new ArrayList<>(List.of("mean over the groups", "", "95 % by group"));
        if (!before.isEmpty()) {
            heads.addAll(List.of("before", "less by", "95 % by group"));
        }
        rows.add(heads);
        for (Column column : COLUMNS) {
            double[] now = columnValues(groups, column);
            if (Double.isNaN(now[0])) {
                continue;
            }
            GroupMean mean = GroupMean.estimate(now, SEED);
            List<String> row = new ArrayList<>(
                    List.of(column.title, Percent.format(mean.mean()), Percent.formatRange(mean.interval())));
            if (!before.isEmpty()) {
                double[] then = columnValues(before, column);
                GroupMean less = GroupMean.reduction(then, now, SEED);
                row.addAll(List.of(
                        Percent.format(GroupMean.estimate(then, SEED).mean()),
                        Percent.format(less.mean()),
                        Percent.formatRange(less.interval())));
            }
            rows.add(row);
        }
        return rows;
    }

    private static double[] columnValues(List<GroupFigures> figures, Column column) {
        return figures.stream().mapToDouble(column.value).toArray();
    }

    /** Writes everything as one HTML file that needs nothing else. */
    public void writeHtml(Path file) throws IOException {
        List<List<String>> rows = meansRows();
        HtmlTable means = new HtmlTable(rows.get(0).toArray(String[]::new));
        rows.subList(1, rows.size()).forEach(row -> means.addRow(row.toArray(String[]::new)));
        Files.writeString(
                file,
                document(html(
                                head(
                                        meta().withCharset("utf-8"),
                                        meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                                        meta().withName("color-scheme").withContent("light dark"),
                                        title("Folds"),
                                        style(rawHtml(ReportResources.readText("report.css")))),
                                body(main(
                                        h1("Folds"),
                                        p(heading() + "."),
                                        p("Recipe: " + recipe).withClass("quiet"),
                                        means.renderTable(),
                                        h2("Every group"),
                                        rawHtml(newChart().renderSvg()),
                                        groupsTable().renderTable())))
                        .withLang("en")));
    }

    /** Writes the picture of the report by itself. */
    public void writeSvg(Path file) throws IOException {
        Files.writeString(file, newChart().renderSvg());
    }

    private FoldsChart newChart() {
        return new FoldsChart(groups, before);
    }

    private HtmlTable groupsTable() {
        HtmlTable table = new HtmlTable("group", "fold", "20-way error", "EER", "FNMR at FMR 1 %", "with 5 exemplars");
        groups.forEach(each -> table.addRow(
                each.group(),
                String.valueOf(each.fold()),
                Percent.format(each.error()),
                Percent.format(each.eer()),
                Percent.format(each.missed()),
                Double.isNaN(each.missedOfFive()) ? "" : Percent.format(each.missedOfFive())));
        return table;
    }
}
