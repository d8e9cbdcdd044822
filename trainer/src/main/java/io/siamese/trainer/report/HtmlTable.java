package io.siamese.trainer.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;

/** A table whose first column names the row. */
final class HtmlTable {

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    HtmlTable(String... head) {
        this.head = List.of(head);
    }

    HtmlTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    DomContent html() {
        return div(table(
                        thead(tr(each(head, cell -> th(cell).attr("scope", "col")))),
                        tbody(each(rows, row -> line(row)))))
                .withClass("scroll");
    }

    private static DomContent line(List<String> row) {
        return tr(
                th(row.get(0)).attr("scope", "row"),
                each(row.subList(1, row.size()), cell -> td(cell)));
    }
}
