package io.siamese.testbed.bench;

import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.onnx.EncoderSettings;
import io.siamese.encoder.onnx.ModelFile;
import io.siamese.encoder.onnx.OnnxEncoder;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.EncoderConfig;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Takes the same images through the encoder alone, a plain transactional loop, the service, and the service record by
 * record, in turn in one run. It does so on the real encoder and on a simulated accelerator.
 */
final class PipelineBench {
    static final int PARTITIONS = 8;
    static final int SIMULATED_BATCH = 256;
    private static final String REAL = "real";
    private static final String SIMULATED = "simulated";
    private static final int RECORD_BY_RECORD = 6_000;
    /** After two, the JIT still compiles: the app's first round that counted took 42 to 51 µs outside the encoder, the next 33 to 36. */
    private static final int WARM_UPS = 3;

    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private final BenchEnvironment bed;
    private final BenchSettings settings;
    private final Consumer<String> progress;
    private final List<byte[]> files = BenchImages.bilevel(1000);

    PipelineBench(BenchEnvironment bed, BenchSettings settings, Consumer<String> progress) {
        this.bed = bed;
        this.settings = settings;
        this.progress = progress;
    }

    List<BenchFigure> runReal() {
        EncoderConfig config = createConfig(REAL, EncoderDevice.real()).encoder();
        EncoderDevice device = EncoderDevice.real(config);
        try (MeteredEncoder encoder = device.fitEncoder(EncoderDevice.openEncoder(config))) {
            PublishedImages load = published(REAL, settings.images());
            List<PipelineVariant> arms = List.of(
                    new RawInferenceVariant(encoder, decodeFiles(encoder), device.batch(), settings.images(), CORES),
                    new PlainLoopVariant(
                            encoder,
                            device.batch(),
                            load,
                            files.subList(0, BenchGallery.SUBJECTS),
                            CORES,
                            () -> createConfig(REAL, device)),
                    serviceArm("app", device, load, () -> createConfig(REAL, device)),
                    serviceArm("app, record by record", device, load, () -> singleRecordConfig(REAL)));
            Map<String, List<Measurement>> runs = runInTurn("encoder", arms);
            List<BenchFigure> figures = new ArrayList<>(figuresOfArms("pipeline, encoder", runs));
            double raw = medianCpu(runsOf("raw encoder", runs));
            double app = medianCpu(runsOf("app", runs));
            figures.add(figure(
                            "pipeline, encoder",
                            "app: CPU outside the encoder",
                            medianOutside(runsOf("app", runs)),
                            "µs/image")
                    .withTarget(TargetBounds.below(38, 25)));
            figures.add(figure(
                    "pipeline, encoder",
                    "app: the same without the JVM's compiler",
                    Measurement.median(runsOf("app", runs), Measurement::compiledMicros),
                    "µs/image"));
            figures.add(figure(
                            "pipeline, encoder",
                            "app CPU / plain loop CPU",
                            app / medianCpu(runsOf("plain loop", runs)),
                            "")
                    .withTarget(TargetBounds.below(1.05, 1.0)));
            figures.add(figure("pipeline, encoder", "raw encoder CPU / app CPU", raw / app, ""));
            return figures;
        }
    }

    List<BenchFigure> runSimulated() {
        EncoderDevice device = EncoderDevice.simulated(SIMULATED_BATCH);
        try (MeteredEncoder encoder =
                device.fitEncoder(OnnxEncoder.open(ModelFile.bundled(), EncoderSettings.defaults()))) {
            PublishedImages load = published(SIMULATED, settings.simulated());
            PublishedImages little = published(SIMULATED + "-single", RECORD_BY_RECORD);
            List<PipelineVariant> arms = List.of(
                    new RawInferenceVariant(
                            encoder, decodeFiles(encoder), SIMULATED_BATCH, settings.simulated() / 4, CORES),
                    new PlainLoopVariant(
                            encoder,
                            SIMULATED_BATCH,
                            load,
                            files.subList(0, BenchGallery.SUBJECTS),
                            CORES,
                            () -> createConfig(SIMULATED, device)),
                    serviceArm("app", device, load, () -> createConfig(SIMULATED, device)),
                    serviceArm(
                            "app, record by record", device, little, () -> singleRecordConfig(SIMULATED + "-single")));
            Map<String, List<Measurement>> runs = runInTurn("simulated accelerator", arms);
            String suite = "pipeline, simulated accelerator";
            List<BenchFigure> figures = new ArrayList<>(figuresOfArms(suite, runs));
            double app = medianRate(runsOf("app", runs));
            double ceiling = SimulatedAccelerator.ceiling(SIMULATED_BATCH);
            figures.add(figure(suite, "its ceiling at chunks of " + SIMULATED_BATCH, ceiling, "images/s"));
            figures.add(figure(suite, "app / ceiling", app / ceiling, "").withTarget(TargetBounds.above(0.80, 0.95)));
            figures.add(figure(suite, "plain loop / ceiling", medianRate(runsOf("plain loop", runs)) / ceiling, ""));
            figures.add(
                    figure(suite, "app / record by record", app / medianRate(runsOf("app, record by record", runs)), "")
                            .withTarget(TargetBounds.above(40, 60)));
            return figures;
        }
    }

    private static ServiceVariant serviceArm(
            String name, EncoderDevice device, PublishedImages load, Supplier<AppConfig> config) {
        return new ServiceVariant(name, device, () -> List.of(config.get()), () -> load, 0.1);
    }

    /** The gallery is enrolled before there are images: enrolment gives way to them. */
    private PublishedImages published(String prefix, int images) {
        AppConfig config = bed.configOfNextRun(topicFlags(prefix));
        BenchGallery.publish(config, files);
        RunningApps.start(List.of(config), EncoderDevice.real()).close();
        return PublishedImages.publish(config, files, images);
    }

    private static List<String> topicFlags(String prefix) {
        return List.of("topics.prefix=" + prefix + "-", "images.partitions=" + PARTITIONS);
    }

    private AppConfig createConfig(String prefix, EncoderDevice device) {
        List<String> own = new ArrayList<>(topicFlags(prefix));
        own.addAll(device.settings());
        return bed.configOfNextRun(own);
    }

    private AppConfig singleRecordConfig(String prefix) {
        return bed.configOfNextRun(topicFlags(prefix), "encoder.batch=1");
    }

    private List<byte[]> decodeFiles(MeteredEncoder encoder) {
        List<byte[]> pixels = new ArrayList<>();
        for (byte[] file : files) {
            try {
                pixels.add(encoder.preprocessor().apply(file));
            } catch (UnreadableImageException e) {
                throw new BenchFailure("a drawn image cannot be read: " + e.getMessage(), e);
            }
        }
        return pixels;
    }

    /** All arms one after the other, round by round, so that what else the machine does meets all of them. */
    private Map<String, List<Measurement>> runInTurn(String what, List<PipelineVariant> arms) {
        Map<String, List<Measurement>> runs = new LinkedHashMap<>();
        for (int round = 1 - WARM_UPS; round <= settings.rounds(); round++) {
            for (PipelineVariant arm : arms) {
                Measurement measured = arm.run();
                progress.accept(String.format(
                        Locale.ROOT,
                        "%s, %s: %s: %,.0f images/s, %.1f µs CPU an image, %.1f of them outside the encoder, of these %.1f compiling",
                        what,
                        round < 1 ? "warm-up" : "round " + round,
                        arm.name(),
                        measured.imagesPerSecond(),
                        measured.cpuMicros(),
                        measured.outsideMicros(),
                        measured.outsideMicros() - measured.compiledMicros()));
                if (round > 0) {
                    runs.computeIfAbsent(arm.name(), name -> new ArrayList<>()).add(measured);
                }
            }
        }
        return runs;
    }

    private static List<BenchFigure> figuresOfArms(String suite, Map<String, List<Measurement>> runs) {
        List<BenchFigure> figures = new ArrayList<>();
        runs.forEach((arm, measured) -> {
            figures.add(figure(suite, arm + ": throughput", medianRate(measured), "images/s"));
            figures.add(figure(suite, arm + ": CPU", medianCpu(measured), "µs/image"));
        });
        return figures;
    }

    private static BenchFigure figure(String suite, String name, double value, String unit) {
        return BenchFigure.of(suite, name, value, unit);
    }

    private static double medianRate(List<Measurement> runs) {
        return Measurement.median(runs, Measurement::imagesPerSecond);
    }

    private static double medianCpu(List<Measurement> runs) {
        return Measurement.median(runs, Measurement::cpuMicros);
    }

    private static double medianOutside(List<Measurement> runs) {
        return Measurement.median(runs, Measurement::outsideMicros);
    }

    private static List<Measurement> runsOf(String variant, Map<String, List<Measurement>> runs) {
        return Objects.requireNonNull(runs.get(variant), () -> "there was no run of " + variant);
    }
}
