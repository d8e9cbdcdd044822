package io.siamese.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.trainer.folds.GroupFigures;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class FoldsReportTest {

    private static final List<GroupFigures> BEFORE = List.of(
            new GroupFigures("Latin", 1, 0.10, 0.05, 0.20, 0.10), new GroupFigures("Greek", 2, 0.20, 0.07, 0.40, 0.20));
    private static final List<GroupFigures> AFTER = List.of(
            new GroupFigures("Greek", 2, 0.10, 0.06, 0.30, Double.NaN),
            new GroupFigures("Latin", 1, 0.05, 0.04, 0.12, Double.NaN));

    @TempDir
    Path folder;

    @Test
    void saysMeansBesideThoseOfBeforeAndNamesTheWorstGroups() {
        assertThat(new FoldsReport("recipe", 2, AFTER, BEFORE).renderText().lines())
                .containsExactly(
                        "2 groups in 2 folds, each judged by an encoder that never saw it",
                        "  mean over the groups                 95 % by group   before  less by  95 % by group",
                        "  20-way error                 7.50 %  5.00 to 10.0 %  15.0 %  50.0 %   50.0 to 50.0 %",
                        "  EER                          5.00 %  4.00 to 6.00 %  6.00 %  16.7 %   14.3 to 20.0 %",
                        "  FNMR at FMR 1 %, 1 exemplar  21.0 %  12.0 to 30.0 %  30.0 %  30.0 %   25.0 to 40.0 %",
                        "Worst groups, FNMR at FMR 1 %: Greek 30.0 %, Latin 12.0 %");
    }

    @Test
    void thePictureHasADotAndARingForEachGroup() throws Exception {
        // When
        new FoldsReport("recipe", 2, AFTER, BEFORE).writeSvg(folder.resolve("folds.svg"));

        // Then
        Document svg = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(Files.readString(folder.resolve("folds.svg")))));
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(4);
        assertThat(svg.getDocumentElement().getTextContent()).contains("Greek", "Latin", "before");
    }

    @Test
    void thePageHasEveryGroup() throws Exception {
        // When
        new FoldsReport("recipe", 2, BEFORE, List.of()).writeHtml(folder.resolve("folds.html"));

        // Then
        assertThat(Files.readString(folder.resolve("folds.html")))
                .contains("<svg", "<th scope=\"row\">Latin</th><td>1</td><td>10.0 %</td><td>5.00 %</td><td>20.0 %</td>")
                .doesNotContain("before");
    }

    @Test
    void otherGroupsAreNotCompared() {
        List<GroupFigures> others = List.of(BEFORE.get(0));
        assertThatThrownBy(() -> new FoldsReport("recipe", 2, AFTER, others))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--against: its table has 1 groups");
    }
}
