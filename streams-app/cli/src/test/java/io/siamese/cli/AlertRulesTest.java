package io.siamese.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlertRulesTest {

    @Test
    void eachAlertHasAnEntryInTheRunbookAndATest() {
        // Given
        String rules = ProjectFiles.readText(ProjectFiles.ALERTS);
        String runbook = ProjectFiles.readText("docs/operations.md");
        String tests = ProjectFiles.readText("docker/prometheus/alerts-test.yaml");

        // When
        var alerts = ProjectFiles.findGroups("- alert: (\\w+)", rules);

        // Then
        assertThat(alerts).isNotEmpty().allSatisfy(alert -> {
            assertThat(rules).contains("runbook: docs/operations.md#" + alert.toLowerCase(Locale.ROOT));
            assertThat(runbook).contains("### " + alert + "\n");
            assertThat(tests).contains("alertname: " + alert);
        });
    }

    @Test
    void alertsAreRaisedWhenTheyShould() throws Exception {
        // Given
        boolean installed = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Path.of(folder, "promtool").toFile().canExecute());
        assumeTrue(installed, "skipped: promtool is not installed (Debian's package prometheus has it)");

        // When
        Process promtool = new ProcessBuilder(List.of("promtool", "test", "rules", "alerts-test.yaml"))
                .directory(ProjectFiles.projectPath("docker/prometheus").toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(promtool.waitFor()).as(said).isZero();
    }
}
