package io.siamese.testbed.bench;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Holds how much work was done in a stretch of time.
 *
 * @param images worked on
 * @param seconds of wall time
 * @param cpuSeconds of this process
 * @param encoderSeconds CPU time of it inside the encoder
 */
record Measurement(long images, double seconds, double cpuSeconds, double encoderSeconds) {
    double imagesPerSecond() {
        return images / seconds;
    }

    /** µs of CPU time an image. */
    double cpuMicros() {
        return 1e6 * cpuSeconds / images;
    }

    /** µs of CPU time an image outside the encoder. */
    double outsideMicros() {
        return 1e6 * (cpuSeconds - encoderSeconds) / images;
    }

    /** The median of a quantity over runs; of an even number the mean of the two in the middle. */
    static double median(List<Measurement> runs, ToDoubleFunction<Measurement> quantity) {
        List<Double> sorted = runs.stream()
                .map(quantity::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
