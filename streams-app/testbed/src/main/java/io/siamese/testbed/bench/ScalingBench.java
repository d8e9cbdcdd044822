package io.siamese.testbed.bench;

import io.siamese.service.config.AppConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Measures more instances, each with a simulated accelerator of its own, on the partitions of one topic. Chunks are
 * small, so that the devices limit the rate and not these cores. It shows that work spreads, not how fast a machine
 * is.
 */
final class ScalingBench {
    private static final String SUITE = "scaling, simulated accelerators, chunks of 16";
    private static final int BATCH = 16;
    private static final int IMAGES_EACH = 20_000;

    private final BenchEnvironment bed;
    private final Consumer<String> progress;
    private final List<byte[]> files = BenchImages.bilevel(1000);

    ScalingBench(BenchEnvironment bed, Consumer<String> progress) {
        this.bed = bed;
        this.progress = progress;
    }

    List<BenchFigure> run() {
        List<BenchFigure> figures = new ArrayList<>();
        double one = 0;
        for (int instances : List.of(1, 2, 4)) {
            Measurement measured = measureInstances(instances);
            double rate = measured.imagesPerSecond();
            one = instances == 1 ? rate : one;
            figures.add(BenchFigure.of(SUITE, instances + " instances", rate, "images/s"));
            figures.add(BenchFigure.of(SUITE, instances + " instances / 1 instance", rate / one, ""));
            figures.add(BenchFigure.of(
                    SUITE,
                    instances + " instances / their ceiling",
                    rate / instances / SimulatedAccelerator.ceiling(BATCH),
                    ""));
            progress.accept(String.format(Locale.ROOT, "scaling: %d instances: %,.0f images/s", instances, rate));
        }
        return figures;
    }

    private Measurement measureInstances(int instances) {
        List<String> own = List.of(
                "topics.prefix=scaling-" + instances + "-",
                "images.partitions=" + PipelineBench.PARTITIONS,
                "encoder.batch=" + BATCH);
        List<AppConfig> configs = bed.instances(own, instances);
        BenchGallery.publish(configs.get(0), files);
        return new ServiceVariant(
                        "app",
                        EncoderDevice.simulated(BATCH),
                        () -> configs,
                        () -> PublishedImages.publish(configs.get(0), files, instances * IMAGES_EACH),
                        0.3)
                .run();
    }
}
