package io.siamese.acceptance.chaos;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.siamese.acceptance.contract.NotFiniteModel;
import io.siamese.acceptance.contract.SharedCases;
import io.siamese.encoder.image.file.DenseJpeg;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What holds while brokers, connections, disks, inference and images fail: docs/reliability.md. Rows of its table go to
 * {@code target/chaos.md}. Each test has brokers and instances of its own.
 */
@Tag("chaos")
@Timeout(3600)
class LongChaosIT {
    private static final int RATE = 150;

    @TempDir
    Path folder;

    private ChaosRun run(int brokers, String... settings) {
        return new ChaosRun(BedPlan.of(folder, brokers, RATE, settings));
    }

    @Test
    void decidesEachImageOnceWhileTheBrokerAndConnectionsFail() throws IOException {
        run(1).with("broker killed", Faults.brokerKilled())
                .with("connections disturbed", Faults.connectionsDisturbed(Duration.ofSeconds(12)))
                .check();
    }

    @Test
    void decidesEachImageOnceWhileInferenceIsSlowOrFails() throws IOException {
        run(1).with("slow inference", Faults.slowInference(Duration.ofMillis(300), Duration.ofSeconds(15)))
                .with("failing inference", Faults.encoderLost(2, 60))
                .with("slowest images", Faults.slowestImages(DenseJpeg.ofScans(45), 12))
                .check();
    }

    @Test
    void goesOnWhereTheStateDirectoryIsFull() throws IOException {
        Optional<SmallFileSystem> small =
                SmallFileSystem.mount(folder.resolve("instance-1").resolve("state"));
        assumeTrue(small.isPresent(), "skipped: no small file system can be mounted here, that takes root");
        try (SmallFileSystem mounted = small.get()) {
            run(1).with("state directory full", Faults.stateDirectoryFull(mounted.folder(), 0))
                    .check();
        }
    }

    @Test
    void decidesEachImageOnceWhileOneOfThreeBrokersIsGone() throws IOException {
        run(3).with("one of three brokers killed", Faults.nodesKilled()).check();
    }

    @Test
    void decidesTheNeighboursOfImagesThatAreNotComparable() throws IOException {
        byte[] dark = SharedCases.read("n10-night.png");
        run(1, "encoder.model=" + NotFiniteModel.copyTo(folder), "policy.threshold=0.9")
                .with("not-finite inference", Faults.notFinite(dark, 400))
                .check();
    }
}
