package io.siamese.trainer.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.siamese.trainer.rates.BootstrapInterval;
import io.siamese.trainer.rates.OperatingPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextReportTest {

    @TempDir
    Path folder;

    @Test
    void calibratedThresholdsStandBesideWhatWasPredictedOfThem() {
        // When
        String text = new TextReport(Reports.fullReport()).renderText();

        // Then
        assertThat(text)
                .containsPattern("FMR 1 % +1 exemplar +0.230 % +0.050 to 16.0 % +25.0 %")
                .containsPattern("FPIR 10 %, N = 20 +5 exemplars, mean +5.50 % +-");
    }

    @Test
    void aSummaryHasTenLinesAndSaysWhatTheDataCannotTell() {
        // When
        List<String> lines =
                new TextSummary(Reports.fullReport()).renderText().lines().toList();

        // Then
        assertThat(lines).hasSizeLessThanOrEqualTo(10);
        assertThat(lines)
                .anyMatch(line -> line.startsWith("5-way 1-shot error: "))
                .anyMatch(line -> line.startsWith("EER: "))
                .anyMatch(line -> line.startsWith("FNMR at FMR 1 %, 1 exemplar: "))
                .anyMatch(line -> line.startsWith("not supported: FMR "))
                .anyMatch(line -> line.startsWith("one-shot error of 2 runs: 7.50 %"));
    }

    @Test
    void runsAreTheirErrorAndItsInterval() {
        assertThat(new TextReport(Reports.onlyRuns()).renderText().lines())
                .contains(
                        "One-shot classification, the runs as given: 2 runs",
                        "  error, 20-way  7.50 %   2.58 to 19.9 %",
                        "  errors         3 of 40  by run: 2 1");
    }

    @Test
    void aRateWithoutSupportIsNoFigure() {
        assertThat(Percent.format(new OperatingPoint(0.001, 0.8f, null, null, 18)))
                .isEqualTo("no support: 18 pairs of classes");
        assertThat(Percent.format(new OperatingPoint(0.01, 0.8f, 0.107, new BootstrapInterval(0.05, 0.18), 30)))
                .isEqualTo("10.7 % (5.00 to 18.0 %)");
        assertThat(new TextReport(Reports.fullReport()).renderText())
                .contains("no support: fewer than 30 different pairs of classes");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({"0, 0.0 %", "0.5, 50.0 %", "0.0999, 9.99 %", "0.1, 10.0 %", "0.0107, 1.07 %", "0.00561, 0.561 %"})
    void sharesHaveThreeDigitsThatCount(double share, String expected) {
        assertThat(Percent.format(share)).isEqualTo(expected);
    }

    @Test
    void jsonHoldsFiguresByTheNamesOfTheCardAndEverythingElse() throws IOException {
        // When
        JsonReport.writeReport(Reports.fullReport(), folder.resolve("report.json"));

        // Then
        JsonNode json = new JsonMapper().readTree(folder.resolve("report.json").toFile());
        assertThat(json.at("/figures/one-shot runs error").asDouble()).isEqualTo(0.075);
        assertThat(json.at("/figures/EER, 1 exemplar").asDouble()).isBetween(0.0, 0.5);
        assertThat(json.at("/evaluation/verification/0/points/3/missed").isNull())
                .isTrue();
        assertThat(json.at("/evaluation/identification/0/subjects").asInt()).isEqualTo(1);
        assertThat(json.get("classNames")).hasSize(12);
    }
}
