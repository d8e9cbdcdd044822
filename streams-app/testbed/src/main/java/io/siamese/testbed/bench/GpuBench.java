package io.siamese.testbed.bench;

import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import io.siamese.encoder.onnx.Provider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Measures what only a GPU can show: throughput by batch size, how far its embeddings are from the CPU's, and whether
 * memory stays flat under load, the GPU's and the process's. The encoder is opened anew now and then.
 */
final class GpuBench {
    private static final String SUITE = "GPU (CUDA)";
    private static final int LARGEST_BATCH = 1024;
    private static final int IMAGES = 1024;
    private static final int LOOKS = 20;

    private final Duration soak;
    private final Consumer<String> progress;
    private final List<BenchFigure> figures = new ArrayList<>();

    GpuBench(Duration soak, Consumer<String> progress) {
        this.soak = soak;
        this.progress = progress;
    }

    /** Fails where there is no GPU, and says what is missing. */
    List<BenchFigure> run() {
        EncoderSettings cpu = EncoderSettings.defaults().withMaxBatch(LARGEST_BATCH);
        EncoderSettings gpu = cpu.withProvider(Provider.CUDA);
        List<byte[]> images;
        float[][] expected;
        try (OnnxEncoder encoder = OnnxEncoder.open(ModelFile.bundled(), cpu)) {
            images = decoded(encoder);
            expected = encoder.encode(images);
        }
        try (OnnxEncoder encoder = OnnxEncoder.open(ModelFile.bundled(), gpu)) {
            compare(expected, encoder.encode(images));
            for (int batch = 1; batch <= LARGEST_BATCH; batch *= 2) {
                throughput(encoder, images.subList(0, batch));
            }
        }
        measureSoak(gpu, images);
        return figures;
    }

    private static List<byte[]> decoded(OnnxEncoder encoder) {
        List<byte[]> images = new ArrayList<>();
        for (byte[] file : BenchImages.bilevel(IMAGES)) {
            try {
                images.add(encoder.preprocessor().apply(file));
            } catch (UnreadableImageException e) {
                throw new BenchFailure("a drawn image cannot be read: " + e.getMessage(), e);
            }
        }
        return images;
    }

    private void compare(float[][] cpu, float[][] gpu) {
        double largest = 0;
        double least = 1;
        for (int i = 0; i < cpu.length; i++) {
            double dot = 0;
            for (int j = 0; j < cpu[i].length; j++) {
                largest = Math.max(largest, Math.abs(cpu[i][j] - gpu[i][j]));
                dot += cpu[i][j] * gpu[i][j];
            }
            least = Math.min(least, dot);
        }
        addFigure("largest difference of an embedding's number, CPU and GPU", largest, "");
        addFigure("1 - least cosine of an image's two embeddings", 1 - least, "");
    }

    private void throughput(OnnxEncoder encoder, List<byte[]> batch) {
        // Each size is a shape of its own, which the provider plans for once.
        encoder.encode(batch);
        long images = 0;
        long start = System.nanoTime();
        while (System.nanoTime() - start < 2e9) {
            encoder.encode(batch);
            images += batch.size();
        }
        addFigure("batch of " + batch.size(), images / ((System.nanoTime() - start) / 1e9), "images/s");
    }

    /** Opens the encoder anew at each look: memory has to stay flat over reloads too. */
    private void measureSoak(EncoderSettings gpu, List<byte[]> images) {
        List<Double> device = new ArrayList<>();
        List<Double> resident = new ArrayList<>();
        for (int look = 0; look < LOOKS; look++) {
            try (OnnxEncoder encoder = OnnxEncoder.open(ModelFile.bundled(), gpu)) {
                long start = System.nanoTime();
                while (System.nanoTime() - start < soak.toNanos() / LOOKS) {
                    encoder.encode(images);
                }
                device.add(deviceMib());
                resident.add(MemoryUse.measure().residentMib());
                progress.accept(String.format(
                        Locale.ROOT,
                        "%s: memory: device %.0f MiB, resident %.0f MiB",
                        SUITE,
                        device.get(look),
                        resident.get(look)));
            }
        }
        addFigure(
                "device memory, last look less the one after a third",
                device.get(LOOKS - 1) - device.get(LOOKS / 3),
                "MiB");
        addFigure(
                "resident, last look less the one after a third",
                resident.get(LOOKS - 1) - resident.get(LOOKS / 3),
                "MiB");
    }

    /** Of all processes on the first GPU, as the driver's own tool says. */
    private static double deviceMib() {
        try {
            Process tool = new ProcessBuilder(
                            "nvidia-smi", "--query-gpu=memory.used", "--format=csv,noheader,nounits", "-i", "0")
                    .start();
            String answer = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Double.parseDouble(answer.strip());
        } catch (IOException | NumberFormatException e) {
            return Double.NaN;
        }
    }

    private void addFigure(String name, double value, String unit) {
        figures.add(BenchFigure.of(SUITE, name, value, unit));
        progress.accept(String.format(Locale.ROOT, "%s: %s: %,.6g %s", SUITE, name, value, unit));
    }
}
