package io.siamese.encoder.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lists what a GPU needs on this machine and which parts are not found: the library with the provider, the driver, CUDA 12
 * and cuDNN 9, for TensorRT its own libraries too. Looks for files where Linux keeps them; the linker has the last word.
 */
record GpuParts(Set<OrtProvider> providers, List<Path> folders) {
    private static final List<String> USUAL = List.of(
            "/usr/lib/x86_64-linux-gnu",
            "/usr/lib/aarch64-linux-gnu",
            "/usr/lib64",
            "/usr/local/cuda/lib64",
            "/usr/local/cuda/targets/x86_64-linux/lib",
            "/usr/local/nvidia/lib64",
            "/usr/lib/wsl/lib");

    static GpuParts ofThisMachine() {
        String path = System.getenv("LD_LIBRARY_PATH");
        Stream<String> set = path == null ? Stream.empty() : Arrays.stream(path.split(File.pathSeparator));
        List<Path> folders = Stream.concat(set.filter(folder -> !folder.isEmpty()), USUAL.stream())
                .map(Path::of)
                .toList();
        return new GpuParts(OrtEnvironment.getAvailableProviders(), folders);
    }

    /** What is missing for a provider, in words; empty where everything was found. */
    List<String> missing(Provider provider) {
        List<String> missing = new ArrayList<>();
        OrtProvider wanted = provider == Provider.TENSORRT ? OrtProvider.TENSOR_RT : OrtProvider.CUDA;
        if (!providers.contains(wanted)) {
            missing.add("the jar com.microsoft.onnxruntime:onnxruntime_gpu in place of onnxruntime (build with -Pgpu)");
        }
        addIfMissing(missing, "libcuda.so.1", "the NVIDIA driver");
        addIfMissing(missing, "libcudart.so.12", "CUDA 12");
        addIfMissing(missing, "libcudnn.so.9", "cuDNN 9");
        if (provider == Provider.TENSORRT) {
            addIfMissing(missing, "libnvinfer.so.10", "TensorRT 10");
        }
        return missing;
    }

    private void addIfMissing(List<String> missing, String library, String what) {
        if (folders.stream().noneMatch(folder -> Files.exists(folder.resolve(library)))) {
            missing.add(what + " (" + library + ")");
        }
    }
}
