package io.siamese.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HtmlReportTest {

    @Test
    void needsNothingButItself() throws IOException {
        // When
        String html = new HtmlReport(Reports.fullReport()).renderHtml();

        // Then: nothing is loaded from anywhere; pictures are data
        List<String> loaded = Pattern.compile("(?:src|href)=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .map(hit -> hit.group(1))
                .toList();
        assertThat(loaded).isNotEmpty().allMatch(source -> source.startsWith("data:image/"));
        assertThat(html).doesNotContain("@import", "<link");
    }

    @Test
    void namesCannotBecomeMarkup() throws IOException {
        // When
        String html = new HtmlReport(Reports.fullReport()).renderHtml();

        // Then: the data and the two scripts, no more
        assertThat(html).doesNotContain("<script>alert(1)");
        assertThat(Pattern.compile("</script>").matcher(html).results()).hasSize(3);
    }

    @Test
    void thePlotsFindTheirDataAndTheirPlaces() throws IOException {
        // Given
        String html = new HtmlReport(Reports.fullReport()).renderHtml();

        // When
        MatchResult data = Pattern.compile(
                        "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL)
                .matcher(html)
                .results()
                .findFirst()
                .orElseThrow();
        JsonNode json = new JsonMapper().readTree(data.group(1));

        // Then
        assertThat(json.get("kinds")).hasSize(5);
        assertThat(json.at("/kinds/0/det").size()).isGreaterThan(10);
        assertThat(json.at("/kinds/0/histogram/mated")).hasSize(60);
        assertThat(json.get("runs")).hasSize(2);
        assertThat(json.get("learning")).hasSize(2);
        for (String plot : List.of("det", "scores", "search", "runs", "learning", "loss")) {
            assertThat(html).contains("<div id=\"" + plot + "\" class=\"plot\">");
        }
        // No calibration, no diagram
        assertThat(html).doesNotContain("<div id=\"reliability\"");
    }

    @Test
    void onlyRunsAreAShortReport() throws IOException {
        String html = new HtmlReport(Reports.onlyRuns()).renderHtml();
        assertThat(html).contains("2 runs, 40 probes, 3 errors: 7.50 %").doesNotContain("Same or different?");
    }
}
