package io.siamese.service.gallery;

import io.siamese.encoder.vector.FmaPeak;
import io.siamese.encoder.vector.PanelKernel;
import io.siamese.encoder.vector.PanelKernels;
import io.siamese.encoder.vector.PanelSimilarities;
import io.siamese.encoder.vector.ProbeBlock;
import io.siamese.encoder.vector.Similarity;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/** The kernel on one panel that stays in the cache, beside the core's peak. */
@State(Scope.Thread)
public class KernelBenchmark {
    private static final int DIMENSION = 128;
    private static final int PROBES = 256;
    private static final double MULTIPLY_ADDS = (double) PROBES * PanelKernel.WIDTH * DIMENSION;

    private final FmaPeak fma = new FmaPeak();
    private final SplittableRandom random = new SplittableRandom(1);
    private final PanelKernel cosine = PanelKernels.choose(Similarity.cosine());
    private final PanelKernel weightedL1 = PanelKernels.choose(Similarity.weightedL1(numbers(DIMENSION), 0));
    private final ProbeBlock probes = new ProbeBlock(DIMENSION, drawProbes());
    private final float[] panel = numbers(DIMENSION * PanelKernel.WIDTH);
    private final PanelSimilarities similarities = probes.similarities();

    @Benchmark
    public void peak(Meter meter, Blackhole sink) {
        meter.measure(FmaPeak.multiplyAdds(), () -> sink.consume(fma.run()));
    }

    @Benchmark
    public void cosine(Meter meter) {
        meter.measure(10 * MULTIPLY_ADDS, () -> compareTenTimes(cosine));
    }

    /** Counts one multiply-add for each number, though it is three operations. */
    @Benchmark
    public void weightedL1(Meter meter) {
        meter.measure(10 * MULTIPLY_ADDS, () -> compareTenTimes(weightedL1));
    }

    private void compareTenTimes(PanelKernel kernel) {
        for (int i = 0; i < 10; i++) {
            kernel.compare(probes, panel, similarities);
        }
    }

    private List<float[]> drawProbes() {
        List<float[]> many = new ArrayList<>();
        for (int i = 0; i < PROBES; i++) {
            many.add(numbers(DIMENSION));
        }
        return many;
    }

    private float[] numbers(int length) {
        float[] numbers = new float[length];
        for (int i = 0; i < length; i++) {
            numbers[i] = (float) random.nextDouble(-1, 1);
        }
        return numbers;
    }
}
