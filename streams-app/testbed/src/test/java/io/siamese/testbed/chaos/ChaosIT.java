package io.siamese.testbed.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.siamese.testbed.contract.DenseJpeg;
import io.siamese.testbed.contract.NotFiniteModel;
import io.siamese.testbed.contract.SharedCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds while machines, processes and connections fail: docs/reliability.md. The short form has one test of a few
 * faults, the long form all. Rows of the table go to {@code target/chaos.md}.
 */
@Tag("chaos")
@Timeout(1200)
class ChaosIT {
    private static final boolean LONG = "long".equals(System.getProperty("siamese.chaos"));
    private static final int RATE = LONG ? 200 : 100;

    @TempDir
    Path folder;

    @Test
    void decidesEachImageOnceWhileProcessesAndConnectionsFail() throws IOException {
        Map<String, Fault> faults = new LinkedHashMap<>();
        faults.put("kill -9 of an instance", Faults.killed(LONG ? 20 : 1));
        faults.put("SIGSTOP of an instance", Faults.suspended(Duration.ofSeconds(15)));
        faults.put("broker killed", Faults.brokerKilled());
        faults.put("connections disturbed", Faults.connectionsDisturbed(Duration.ofSeconds(LONG ? 12 : 3)));
        faults.put("rebalances, classic protocol", Faults.restarted(LONG ? 6 : 1));
        if (LONG) {
            faults.put("SIGSTOP during enrolment", Faults.suspendedWhileEnrolling());
            faults.put("slowest images", Faults.slowestImages(DenseJpeg.ofScans(45), 12));
        }
        check(faults, 1);
    }

    @Test
    void goesOnWhereTheStateDirectoryIsFull() throws IOException {
        assumeTrue(LONG, "skipped: in the long form only");
        Path state = folder.resolve("instance-1").resolve("state");
        Optional<SmallFileSystem> small = SmallFileSystem.mount(state);
        assumeTrue(small.isPresent(), "skipped: no small file system can be mounted here, that takes root");
        try (SmallFileSystem mounted = small.get()) {
            check(Map.of("state directory full", Faults.stateDirectoryFull(mounted.folder(), 0)), 1);
        }
    }

    @Test
    void decidesEachImageOnceUnderTheStreamsProtocol() throws IOException {
        assumeTrue(LONG, "skipped: in the long form only");
        Map<String, Fault> faults = new LinkedHashMap<>();
        faults.put("kill -9, streams protocol", Faults.killed(3));
        faults.put("rebalances, streams protocol", Faults.restarted(4));
        check(faults, 1, "kafka.group.protocol=streams");
    }

    @Test
    void decidesEachImageOnceWhileOneOfThreeBrokersIsGone() throws IOException {
        assumeTrue(LONG, "skipped: in the long form only");
        check(Map.of("one of three brokers killed", Faults.nodesKilled()), 3);
    }

    @Test
    void decidesTheNeighboursOfImagesThatAreNotComparable() throws IOException {
        assumeTrue(LONG, "skipped: in the long form only");
        Path model = NotFiniteModel.copyTo(folder);
        byte[] dark = SharedCases.read("n10-night.png");
        check(
                Map.of("not-finite inference", Faults.notFinite(dark, 400)),
                1,
                "encoder.model=" + model,
                "policy.threshold=0.9");
    }

    private void check(Map<String, Fault> faults, int brokers, String... settings) throws IOException {
        List<ChaosRow> rows = new ArrayList<>();
        // Given
        try (ChaosBed bed = new ChaosBed(folder, brokers, RATE, settings)) {
            // When
            faults.forEach((name, fault) -> rows.add(report(bed.run(name, fault))));

            // Then
            List<ChaosRow> counted = bed.end(rows);
            write(counted);
            assertThat(counted).allSatisfy(row -> {
                assertThat(row.tally().images()).as(row.fault()).isPositive();
                assertThat(row.tally().missing()).as(row.fault()).isZero();
                assertThat(row.tally().twice()).as(row.fault()).isZero();
                assertThat(row.tally().misjudged()).as(row.fault()).isZero();
                assertThat(row.galleriesApart()).as(row.fault()).isZero();
            });
        }
    }

    private static ChaosRow report(ChaosRow row) {
        System.out.println(row.line());
        return row;
    }

    private static void write(List<ChaosRow> rows) throws IOException {
        Path table = Path.of("target", "chaos.md");
        Files.createDirectories(table.getParent());
        if (Files.notExists(table)) {
            Files.writeString(table, ChaosRow.HEAD);
        }
        for (ChaosRow row : rows) {
            Files.writeString(table, row.line() + "\n", StandardOpenOption.APPEND);
        }
    }
}
