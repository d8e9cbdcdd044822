package io.siamese.service.gallery;

import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs the benchmarks once, shortly, and prints their ratios. An argument is a pattern of the benchmarks to run. */
final class GalleryBenchmarks {
    private static final double GIGA = 1e9;

    private GalleryBenchmarks() {}

    public static void main(String[] arguments) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        options.include(arguments.length == 0 ? "io.siamese.service.gallery.*" : arguments[0])
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(2))
                .jvmArgs("-Xmx4g", "--add-modules", "jdk.incubator.vector");
        printShares(new Runner(options.build()).run());
    }

    private static void printShares(Collection<RunResult> results) {
        Map<String, Double> rates = new HashMap<>();
        for (RunResult result : results) {
            if (result.getSecondaryResults().containsKey("cpuNanos")) {
                rates.put(benchmarkName(result), workPerNanosecond(result));
            }
        }
        System.out.println();
        Double peak = rates.get("KernelBenchmark.peak null");
        if (peak != null) {
            System.out.printf(Locale.ROOT, "peak of one core             %8.1f GMAC/s%n", peak);
            printShare("kernel, cosine", rates.get("KernelBenchmark.cosine null"), peak);
            printShare("kernel, weighted-l1", rates.get("KernelBenchmark.weightedL1 null"), peak);
        }
        for (String templates : new String[] {"100000", "1000000"}) {
            Double batched = rates.get("SearchBenchmark.batched " + templates);
            Double single = rates.get("SearchBenchmark.oneAtATime " + templates);
            Double peakBeside = rates.get("SearchBenchmark.peak " + templates);
            if (batched != null && single != null && peakBeside != null) {
                System.out.printf(Locale.ROOT, "%s templates of 128%n", templates);
                System.out.printf(Locale.ROOT, "  batched                    %8.1f probes/s of CPU%n", batched * GIGA);
                System.out.printf(Locale.ROOT, "  one at a time              %8.1f probes/s of CPU%n", single * GIGA);
                System.out.printf(Locale.ROOT, "  batched / one at a time    %8.1f%n", batched / single);
                double multiplyAdds = Double.parseDouble(templates) * Populated.DIMENSION;
                printShare("batched search", batched * multiplyAdds, peakBeside);
            }
        }
    }

    private static void printShare(String name, Double rate, double peak) {
        System.out.printf(Locale.ROOT, "  %-26s %8.1f GMAC/s, %.2f of the peak%n", name, rate, rate / peak);
    }

    private static String benchmarkName(RunResult result) {
        String benchmark = result.getParams().getBenchmark();
        return benchmark.substring(benchmark.lastIndexOf('.', benchmark.lastIndexOf('.') - 1) + 1) + " "
                + result.getParams().getParam("templates");
    }

    /** Work in a nanosecond of CPU time. */
    private static double workPerNanosecond(RunResult result) {
        return result.getSecondaryResults().get("work").getScore()
                / result.getSecondaryResults().get("cpuNanos").getScore();
    }
}
