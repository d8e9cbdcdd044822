package io.siamese.service.gallery;

import io.siamese.encoder.vector.PanelKernels;
import io.siamese.encoder.vector.Similarity;
import io.siamese.events.ExemplarKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A gallery of random unit vectors, one template a subject, and 256 probes of the same kind. */
@State(Scope.Benchmark)
public class Populated {
    static final int DIMENSION = 128;
    static final int PROBES = 256;

    private final SplittableRandom random = new SplittableRandom(1);
    final Galleries galleries = new Galleries(DIMENSION, PanelKernels.choose(Similarity.cosine()));
    final List<GalleryQuery> probes = new ArrayList<>();
    private long offset;

    @Param({"100000", "1000000"})
    public int templates;

    @Setup
    public void enrol() {
        long before = usedHeap();
        for (int i = 0; i < templates; i++) {
            putTemplate(i);
        }
        System.out.printf(
                Locale.ROOT,
                "%n# memory: %d bytes a template, of which %d are its numbers%n",
                (usedHeap() - before) / templates,
                4 * DIMENSION);
        for (int i = 0; i < PROBES; i++) {
            probes.add(new GalleryQuery("default", null, drawUnit(), 0));
        }
    }

    void replaceAny() {
        putTemplate(random.nextInt(templates));
    }

    /** Removes a template and adds it again. */
    void removeAndAddAny() {
        int subject = random.nextInt(templates);
        galleries.apply(offset++, g -> g.remove("default", "subject-" + subject, "1"));
        putTemplate(subject);
    }

    private void putTemplate(int subject) {
        GalleryTemplate template = new GalleryTemplate(
                "default", "subject-" + subject, "1", ExemplarKind.POSITIVE, drawUnit(), Long.MAX_VALUE);
        galleries.apply(offset++, g -> g.put(template));
    }

    private float[] drawUnit() {
        float[] numbers = new float[DIMENSION];
        double square = 0;
        for (int i = 0; i < DIMENSION; i++) {
            // Sums of uniform numbers are near enough to normal ones, and a good deal faster.
            double number = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
            numbers[i] = (float) number;
            square += number * number;
        }
        for (int i = 0; i < DIMENSION; i++) {
            numbers[i] /= (float) Math.sqrt(square);
        }
        return numbers;
    }

    private static long usedHeap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
