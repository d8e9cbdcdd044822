package io.siamese.trainer.report;

import static j2html.TagCreator.br;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.join;
import static j2html.TagCreator.small;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import io.siamese.trainer.rates.OperatingPoint;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** A table whose first column names the row. */
final class HtmlTable {

    /** Where a cell has a second line. */
    static final String BREAK = "\n";

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    HtmlTable(String... head) {
        this.head = List.of(head);
    }

    HtmlTable addRow(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    DomContent renderTable() {
        return div(table(
                        thead(tr(each(head, cell -> th(cell).attr("scope", "col")))),
                        tbody(each(rows, row -> rowElement(row)))))
                .withClass("scroll");
    }

    static String cellText(OperatingPoint point) {
        return Percent.formatBrief(point) + BREAK + Percent.describeSupport(point);
    }

    private static DomContent rowElement(List<String> row) {
        return tr(th(row.get(0)).attr("scope", "row"), each(row.subList(1, row.size()), cell -> td(cellContent(cell))));
    }

    /** What comes after {@link #BREAK} is of less weight. */
    private static DomContent cellContent(String cell) {
        int end = cell.indexOf(BREAK);
        return end < 0 ? text(cell) : join(cell.substring(0, end), br(), small(cell.substring(end + BREAK.length())));
    }
}
