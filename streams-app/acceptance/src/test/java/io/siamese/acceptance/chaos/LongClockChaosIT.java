package io.siamese.acceptance.chaos;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What holds while the clock of an instance jumps: docs/reliability.md. A class of its own, so that it runs beside the others. */
@Tag("chaos")
@Timeout(3600)
class LongClockChaosIT {
    private static final int RATE = 150;

    @TempDir
    Path folder;

    @Test
    void decidesEachImageOnceWhileAClockJumps() throws IOException {
        Optional<SteppedClock> clock = SteppedClock.find(folder);
        assumeTrue(clock.isPresent(), "skipped: libfaketime is not installed (apt-get install faketime)");
        new ChaosRun(BedPlan.of(folder, 1, RATE))
                .with("clock jumps", Faults.clockJumps(clock.get(), Duration.ofHours(1)))
                .check();
    }
}
