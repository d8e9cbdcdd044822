package io.siamese.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuPartsTest {
    @TempDir
    Path libraries;

    @Test
    void namesAllThatIsMissing() {
        // Given
        GpuParts parts = new GpuParts(EnumSet.of(OrtProvider.CPU), List.of(libraries));

        // When
        List<String> missing = parts.missing(Provider.CUDA);

        // Then
        assertThat(missing)
                .satisfiesExactly(
                        jar -> assertThat(jar).contains("onnxruntime_gpu", "-Pgpu"),
                        driver -> assertThat(driver).contains("driver", "libcuda.so.1"),
                        cuda -> assertThat(cuda).contains("CUDA 12"),
                        cudnn -> assertThat(cudnn).contains("cuDNN 9"));
    }

    @Test
    void namesWhatIsMissingBesideWhatIsThere() throws IOException {
        // Given
        Files.createFile(libraries.resolve("libcuda.so.1"));
        Files.createFile(libraries.resolve("libcudart.so.12"));
        GpuParts parts = new GpuParts(EnumSet.of(OrtProvider.CPU, OrtProvider.CUDA), List.of(libraries));

        // When
        List<String> missing = parts.missing(Provider.CUDA);

        // Then
        assertThat(missing).containsExactly("cuDNN 9 (libcudnn.so.9)");
    }

    @Test
    void needsTensorRtForTensorRt() throws IOException {
        // Given
        for (String library : List.of("libcuda.so.1", "libcudart.so.12", "libcudnn.so.9")) {
            Files.createFile(libraries.resolve(library));
        }
        GpuParts parts = new GpuParts(EnumSet.allOf(OrtProvider.class), List.of(libraries));

        // Then
        assertThat(parts.missing(Provider.CUDA)).isEmpty();
        assertThat(parts.missing(Provider.TENSORRT)).containsExactly("TensorRT 10 (libnvinfer.so.10)");
    }
}
