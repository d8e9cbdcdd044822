package io.siamese.testbed.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * Measures the CPU time that libjpeg-turbo takes to decode a JPEG whole. It runs {@code djpeg} and reads what Linux
 * counts for children that ended.
 */
final class DjpegClock {
    private static final int RUNS = 200;
    private static final double TICKS_A_SECOND = 100;
    /** Counted behind the name of the process, which may hold spaces. */
    private static final int CHILDREN_USER = 13;

    private DjpegClock() {}

    /**
     * Seconds of CPU time, without those that the process needs to start.
     *
     * @param tiny a JPEG of few pixels
     * @return empty where there is no djpeg, or no Linux
     */
    static OptionalDouble seconds(byte[] jpeg, byte[] tiny) {
        try {
            return OptionalDouble.of((measureRuns(jpeg) - measureRuns(tiny)) / RUNS);
        } catch (IOException e) {
            return OptionalDouble.empty();
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    private static double measureRuns(byte[] jpeg) throws IOException, InterruptedException {
        Path file = Files.createTempFile("bench", ".jpg");
        try {
            Files.write(file, jpeg);
            double before = children();
            for (int i = 0; i < RUNS; i++) {
                new ProcessBuilder("djpeg", "-outfile", "/dev/null", file.toString())
                        .start()
                        .waitFor();
            }
            return children() - before;
        } finally {
            Files.delete(file);
        }
    }

    private static double children() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_USER + 1])) / TICKS_A_SECOND;
    }
}
