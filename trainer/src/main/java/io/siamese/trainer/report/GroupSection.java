package io.siamese.trainer.report;

import static j2html.TagCreator.h2;
import static j2html.TagCreator.p;
import static j2html.TagCreator.section;

import io.siamese.trainer.evaluation.GroupResult;
import j2html.tags.DomContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows which groups are hard. */
final class GroupSection {

    private GroupSection() {}

    static @Nullable DomContent render(List<GroupResult> groups) {
        if (groups.size() < 2) {
            return null;
        }
        int ways = groups.get(0).trials().ways();
        HtmlTable table = new HtmlTable(
                "group", "classes", "images", ways + "-way error", "EER", "FNMR at pooled FMR 1 %", "FMR there");
        groups.forEach(each -> table.addRow(
                each.group(),
                String.valueOf(each.classes()),
                String.valueOf(each.images()),
                Percent.format(each.trials().errorRate())
                        + HtmlTable.BREAK
                        + Percent.formatRange(each.trials().interval()),
                Percent.format(each.eer()),
                Percent.format(each.fnmr()),
                Percent.format(each.fmr())));
        return section(
                h2("Hardest groups"),
                p(
                        "By EER, one exemplar. The last two columns are at one threshold for all groups, where the FMR of all together is"
                                + " 1 %: a service has one threshold, and groups pay for it unequally."),
                table.renderTable());
    }
}
