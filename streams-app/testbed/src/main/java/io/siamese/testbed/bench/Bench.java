package io.siamese.testbed.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Runs benchmarks one after the other. */
public final class Bench {
    /** What can be asked for. */
    public enum Suite {
        ENCODER,
        GALLERY,
        /** The three that follow. */
        PIPELINE,
        REAL,
        SIMULATED,
        SCALING,
        LATENCY,
        SOAK,
        /** Not one of ALL: it writes gigabytes. */
        START,
        /** Not one of ALL: it needs a GPU. */
        GPU,
        ALL
    }

    private final BenchSettings settings;
    private final Consumer<String> progress;

    /** @param progress told in a line what was just measured */
    public Bench(BenchSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @throws BenchFailure if a decision is missing or there twice in any of the runs: no figure counts then
     */
    public List<BenchFigure> run(Suite suite) {
        List<BenchFigure> figures = new ArrayList<>();
        if (includes(suite, Suite.ENCODER)) {
            figures.addAll(new EncoderBench(progress).run());
        }
        if (includes(suite, Suite.GALLERY)) {
            figures.addAll(new GalleryBench(settings.largestGallery(), progress).run());
        }
        if (suite == Suite.GPU) {
            return new GpuBench(settings.soak(), progress).run();
        }
        if (suite != Suite.ENCODER && suite != Suite.GALLERY) {
            figures.addAll(onBroker(suite));
        }
        return figures;
    }

    private List<BenchFigure> onBroker(Suite suite) {
        List<BenchFigure> figures = new ArrayList<>();
        try (BenchEnvironment bed =
                BenchEnvironment.open(settings.settings(), suite == Suite.REAL || suite == Suite.LATENCY)) {
            PipelineBench pipeline = new PipelineBench(bed, settings, progress);
            if (includes(suite, Suite.PIPELINE) || suite == Suite.REAL) {
                figures.addAll(pipeline.runReal());
            }
            if (includes(suite, Suite.PIPELINE) || suite == Suite.SIMULATED) {
                figures.addAll(pipeline.runSimulated());
            }
            if (includes(suite, Suite.PIPELINE) || suite == Suite.SCALING) {
                figures.addAll(new ScalingBench(bed, progress).run());
            }
            if (includes(suite, Suite.LATENCY)) {
                figures.addAll(new LatencyBench(bed, settings, progress).run());
            }
            if (suite == Suite.START) {
                figures.addAll(new StartBench(bed, settings.fullGalleries(), progress).run());
            }
            if (includes(suite, Suite.SOAK)) {
                figures.addAll(new SoakBench(bed, settings.soak(), progress).run());
            }
        }
        return figures;
    }

    private static boolean includes(Suite asked, Suite suite) {
        return asked == suite || asked == Suite.ALL;
    }
}
