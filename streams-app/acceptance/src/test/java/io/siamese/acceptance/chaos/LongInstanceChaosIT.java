package io.siamese.acceptance.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds while instances of the service are killed, suspended and moved: docs/reliability.md. Rows of its table go to
 * {@code target/chaos.md}. Each test has brokers and instances of its own.
 */
@Tag("chaos")
@Timeout(3600)
class LongInstanceChaosIT {
    private static final int RATE = 150;

    @TempDir
    Path folder;

    private ChaosRun run(int brokers, String... settings) {
        return new ChaosRun(BedPlan.of(folder, brokers, RATE, settings));
    }

    @Test
    void decidesEachImageOnceWhileInstancesAreKilled() throws IOException {
        run(1).with("kill -9 of an instance, started at once", Faults.killedAndStarted(17))
                .with("kill -9 of an instance, started late", Faults.killedForLong(1))
                .check();
    }

    @Test
    void decidesEachImageOnceWhileInstancesAreSuspendedAndMoved() throws IOException {
        run(1).with("SIGSTOP of an instance", Faults.suspended(Duration.ofSeconds(15)))
                .with("SIGSTOP of the instance that enrols", Faults.suspendedWhileEnrolling())
                .with("rebalances, classic protocol", Faults.restarted(6))
                .check();
    }

    @Test
    void decidesEachImageOnceUnderTheStreamsProtocol() throws IOException {
        run(1, "kafka.group.protocol=streams")
                .with("kill -9, streams protocol", Faults.killedAndStarted(3))
                .with("rebalances, streams protocol", Faults.restarted(4))
                .check();
    }
}
