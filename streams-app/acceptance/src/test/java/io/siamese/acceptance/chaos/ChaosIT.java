package io.siamese.acceptance.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shortest of what {@link LongChaosIT} and {@link LongInstanceChaosIT} try, for every build. */
@Tag("long")
@Timeout(1200)
class ChaosIT {
    @TempDir
    Path folder;

    @Test
    void decidesEachImageOnceWhileInstancesAndTheBrokerFail() throws IOException {
        new ChaosRun(BedPlan.prompt(folder, 50))
                .with("short: kill -9 of an instance", Faults.killedAndStarted(1))
                .with("short: SIGSTOP of an instance", Faults.suspended(Duration.ofSeconds(7)))
                .with("short: broker killed", Faults.brokerKilled())
                .check();
    }
}
