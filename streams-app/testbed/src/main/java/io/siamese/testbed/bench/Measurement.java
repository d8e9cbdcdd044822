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
 * @param compilerSeconds CPU time of it in the JVM's compiler threads; 0 where the system does not say it
 */
record Measurement(long images, double seconds, double cpuSeconds, double encoderSeconds, double compilerSeconds) {
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

    /** µs of CPU time an image outside the encoder, once nothing is compiled any more. */
    double compiledMicros() {
        return outsideMicros() - 1e6 * compilerSeconds / images;
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
