package io.siamese.encoder.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PanelKernelsTest {
    private static final Path CPU = Path.of("/proc/cpuinfo");

    @Test
    void choosesTheVectorKernelWhereTheMachineHasWideVectors() throws IOException {
        // Given
        assumeThat(System.getProperty(KernelChoice.PROPERTY)).isEqualTo("auto");
        assumeThat(CPU).exists();
        assumeThat(Files.readString(CPU)).contains(" avx2 ");

        // Then
        assertThat(PanelKernels.choose(Similarity.cosine()).name()).startsWith("vector-");
    }

    @Test
    void choosesTheScalarKernelWhereItIsAskedFor() {
        assertThat(PanelKernels.choose(Similarity.cosine(), KernelChoice.SCALAR).name())
                .isEqualTo("scalar");
    }

    @Test
    void runsTheTestsWithTheKernelThatTheBuildAskedFor() {
        // Given
        String asked = System.getProperty(KernelChoice.PROPERTY);
        assumeThat(asked).isNotEqualTo("auto");

        // Then
        assertThat(PanelKernels.choose(Similarity.cosine()).name()).startsWith(asked);
    }

    @Test
    void refusesAChoiceThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KernelChoice.parse("fast"))
                .withMessage("siamese.kernel=fast is none of auto, scalar, vector");
    }

    @Test
    void runsWithoutTheModule() throws Exception {
        assertThat(chosenByAnotherJvm()).isEqualTo("scalar");
    }

    @Test
    void refusesTheVectorKernelWithoutTheModule() throws Exception {
        assertThat(chosenByAnotherJvm("-Dsiamese.kernel=vector"))
                .contains("siamese.kernel=vector: the JVM was started without --add-modules jdk.incubator.vector");
    }

    /** What a JVM that knows nothing of the module prints. */
    private static String chosenByAnotherJvm(String... flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(flags));
        command.add(NamesItsKernel.class.getName());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = process.inputReader().lines().toList();
        process.waitFor();
        return lines.get(lines.size() - 1);
    }

    static final class NamesItsKernel {
        public static void main(String[] arguments) {
            try {
                System.out.println(PanelKernels.choose(Similarity.cosine()).name());
            } catch (IllegalArgumentException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}
