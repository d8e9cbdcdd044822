package io.siamese.testbed.bench;

import java.time.Duration;
import java.util.List;

/**
 * Says how long and how much is measured.
 *
 * @param rounds measured rounds of the arms that are compared; three more, before them, warm up and are not counted
 * @param images of one arm on the real encoder
 * @param simulated images of one arm on the simulated accelerator
 * @param step time at each load of the latency benchmark
 * @param exemplars enrolled while latency is measured
 * @param soak time at full load
 * @param largestGallery templates of the largest gallery searched
 * @param settings of the service, {@code key=value} each, on top of the benchmark's
 */
public record BenchSettings(
        int rounds,
        int images,
        int simulated,
        Duration step,
        int exemplars,
        Duration soak,
        int largestGallery,
        List<String> settings) {

    private static final int BRIEF_GALLERY = 100_000;

    public BenchSettings {
        settings = List.copyOf(settings);
    }

    /** About ten minutes for everything. */
    public static BenchSettings brief(List<String> settings) {
        return new BenchSettings(
                2, 40_000, 150_000, Duration.ofSeconds(6), 20_000, Duration.ofSeconds(20), BRIEF_GALLERY, settings);
    }

    /** For figures that are written down. */
    public static BenchSettings thorough(List<String> settings) {
        return new BenchSettings(
                5, 80_000, 400_000, Duration.ofSeconds(20), 100_000, Duration.ofMinutes(10), 1_000_000, settings);
    }

    /** Templates in the log of a service whose start is measured. */
    List<Integer> fullGalleries() {
        return largestGallery > BRIEF_GALLERY ? List.of(BRIEF_GALLERY, largestGallery) : List.of(largestGallery);
    }

    public BenchSettings withRounds(int measured) {
        return new BenchSettings(measured, images, simulated, step, exemplars, soak, largestGallery, settings);
    }

    /** With other images of an arm on the real encoder: a fast device is through with the usual ones in a moment. */
    public BenchSettings withImages(int ofAnArm) {
        return new BenchSettings(rounds, ofAnArm, simulated, step, exemplars, soak, largestGallery, settings);
    }
}
