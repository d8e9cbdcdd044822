package io.siamese.acceptance.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lets one fault after the other happen on one bed, and demands of each that nothing is lost, doubled or judged wrongly. */
final class ChaosRun {
    private static final Path TABLE = Path.of("target", "chaos.md");

    private final BedPlan plan;
    private final Map<String, Fault> faults = new LinkedHashMap<>();

    ChaosRun(BedPlan plan) {
        this.plan = plan;
    }

    /** @param name as the table of docs/reliability.md says it */
    ChaosRun with(String name, Fault fault) {
        faults.put(name, fault);
        return this;
    }

    void check() throws IOException {
        List<ChaosRow> rows = new ArrayList<>();
        try (ChaosBed bed = new ChaosBed(plan)) {
            faults.forEach((name, fault) -> rows.add(said(bed.run(name, fault))));
            List<ChaosRow> counted = bed.end(rows);
            write(counted);
            assertThat(counted).isNotEmpty().allSatisfy(ChaosRun::isClean);
        }
    }

    private static ChaosRow said(ChaosRow row) {
        System.out.println(row.line());
        return row;
    }

    private static void isClean(ChaosRow row) {
        assertThat(row.tally().images()).as("images, %s", row.fault()).isPositive();
        assertThat(row.tally().missing()).as("missing, %s", row.fault()).isZero();
        assertThat(row.tally().twice()).as("twice, %s", row.fault()).isZero();
        assertThat(row.misjudged()).as("judged wrongly, %s", row.fault()).isEmpty();
        assertThat(row.galleriesApart()).as("galleries apart, %s", row.fault()).isZero();
    }

    /** Another process may write rows too. */
    private static void write(List<ChaosRow> rows) throws IOException {
        Files.createDirectories(TABLE.getParent());
        try {
            Files.writeString(TABLE, ChaosRow.HEAD, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            // It has its head.
        }
        for (ChaosRow row : rows) {
            Files.writeString(TABLE, row.line() + "\n", StandardOpenOption.APPEND);
        }
    }
}
