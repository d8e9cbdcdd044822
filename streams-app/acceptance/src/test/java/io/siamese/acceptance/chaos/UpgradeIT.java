package io.siamese.acceptance.chaos;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.siamese.acceptance.process.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Instances of the previous event contract give way to the service of this build, on the same topics and folders, while images and
 * exemplars go on coming. {@code .ci/previous-contract} builds the previous service, and {@code -Dsiamese.previous=FOLDER} says
 * where. Restarts of one version are in {@link LongInstanceChaosIT}.
 */
@Timeout(1200)
class UpgradeIT {
    private static final String PREVIOUS = "siamese.previous";
    private static final String MODEL = "io/siamese/encoder/onnx/compact.onnx";

    @TempDir
    Path folder;

    private BedPlan plan;

    /** The previous service, and with both versions the model that it had: another encoder would be another matter. */
    @BeforeEach
    void findPreviousRelease() throws IOException {
        String target = System.getProperty(PREVIOUS, "");
        assumeTrue(
                !target.isEmpty(),
                "skipped: -D" + PREVIOUS + "=FOLDER names no service of contract 2; .ci/previous-contract builds one");
        Path previous = Path.of(target);
        Path model = folder.resolve("previous.onnx");
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(previous.resolve("lib"), "siamese-encoder*.jar");
                ZipFile jar = new ZipFile(jars.iterator().next().toFile());
                InputStream bytes = jar.getInputStream(jar.getEntry(MODEL))) {
            Files.copy(bytes, model);
        }
        plan = BedPlan.of(folder, 1, 50).startingWith(Program.ofContract2(previous), "encoder.model=" + model);
    }

    @Test
    void decidesEachImageOnceWhileAllInstancesAreReplacedTogether() throws IOException {
        new ChaosRun(plan)
                .with("upgrade from contract 2, all together", Faults.upgradedTogether())
                .check();
    }

    @Test
    void decidesEachImageOnceWhileInstancesAreReplacedOneByOne() throws IOException {
        new ChaosRun(plan)
                .with("upgrade from contract 2, one by one", Faults.upgradedOneByOne())
                .check();
    }
}
