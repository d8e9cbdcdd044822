package io.siamese.testbed.bench;

import io.siamese.encoder.vector.FmaPeak;
import io.siamese.encoder.vector.PanelKernel;
import io.siamese.encoder.vector.PanelKernels;
import io.siamese.encoder.vector.Similarity;
import io.siamese.events.ExemplarKind;
import io.siamese.service.gallery.Galleries;
import io.siamese.service.gallery.GalleryQuery;
import io.siamese.service.gallery.GalleryTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Measures the exact search of galleries of growing size, with a chunk of probes together and with one at a time, in
 * CPU time of one thread.
 */
final class GalleryBench {
    private static final String SUITE = "gallery";
    private static final int DIMENSION = 128;
    private static final int PROBES = 256;
    private static final int K = 5;
    private static final double SECONDS = 2;
    private static final int MILLION = 1_000_000;

    private final int largest;
    private final Consumer<String> progress;
    private final SplittableRandom random = new SplittableRandom(1);

    GalleryBench(int largest, Consumer<String> progress) {
        this.largest = largest;
        this.progress = progress;
    }

    List<BenchFigure> run() {
        List<BenchFigure> figures = new ArrayList<>();
        PanelKernel kernel = PanelKernels.choose(Similarity.cosine());
        Galleries galleries = new Galleries(DIMENSION, kernel);
        List<GalleryQuery> probes = randomProbes();
        int enrolled = 0;
        for (int size = 1000; size <= largest; size *= 10) {
            for (; enrolled < size; enrolled++) {
                enrolRandom(galleries, enrolled);
            }
            measure(figures, galleries, probes, size, !kernel.name().equals("scalar"));
        }
        return figures;
    }

    private void measure(
            List<BenchFigure> figures, Galleries galleries, List<GalleryQuery> probes, int size, boolean vector) {
        double batched = PROBES / ThreadCpuClock.secondsPerCall(SECONDS, () -> galleries.search(probes, K));
        int[] next = {0};
        double single =
                1 / ThreadCpuClock.secondsPerCall(SECONDS, () -> galleries.search(probes.get(next[0]++ % PROBES), K));
        String gallery = String.format(Locale.ROOT, "%,d × %d", size, DIMENSION);
        addFigure(figures, gallery + ", chunks of " + PROBES, batched, "probes/s of CPU");
        addFigure(figures, gallery + ", one at a time", single, "probes/s of CPU");
        BenchFigure ratio = BenchFigure.of(SUITE, gallery + ", batched / one at a time", batched / single, "");
        figures.add(size == MILLION ? ratio.withTarget(TargetBounds.above(10, 15)) : ratio);
        if (vector) {
            BenchFigure share = BenchFigure.of(
                    SUITE,
                    gallery + ", share of the FMA peak beside it",
                    batched * size * DIMENSION / measurePeak(),
                    "");
            figures.add(size >= MILLION / 10 ? share.withTarget(TargetBounds.above(0.5, 0.75)) : share);
        }
    }

    /** Multiply-adds a second of CPU time that this core does without memory, now. */
    private static double measurePeak() {
        FmaPeak peak = new FmaPeak();
        float[] sink = {0};
        double seconds = ThreadCpuClock.secondsPerCall(SECONDS, () -> sink[0] += peak.run());
        return FmaPeak.multiplyAdds() / seconds;
    }

    private void addFigure(List<BenchFigure> figures, String name, double value, String unit) {
        figures.add(BenchFigure.of(SUITE, name, value, unit));
        progress.accept(String.format(Locale.ROOT, "%s: %s: %,.1f %s", SUITE, name, value, unit));
    }

    private void enrolRandom(Galleries galleries, int subject) {
        GalleryTemplate template = new GalleryTemplate(
                "default",
                "subject-" + subject,
                "1",
                ExemplarKind.POSITIVE,
                RandomVectors.unitVector(random, DIMENSION),
                Long.MAX_VALUE);
        galleries.apply(subject, change -> change.put(template));
    }

    private List<GalleryQuery> randomProbes() {
        List<GalleryQuery> probes = new ArrayList<>();
        for (int i = 0; i < PROBES; i++) {
            probes.add(new GalleryQuery("default", null, RandomVectors.unitVector(random, DIMENSION), 0));
        }
        return probes;
    }
}
