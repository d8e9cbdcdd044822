package io.siamese.acceptance.chaos;

import java.util.List;
import java.util.Locale;

/**
 * What the oracle says about one fault.
 *
 * @param misjudged images that were rejected though whole, or not rejected though broken
 */
record ChaosRow(
        String fault,
        List<Integer> from,
        List<Integer> to,
        Tally tally,
        List<String> misjudged,
        int galleriesApart,
        Fault.Course course) {

    static ChaosRow of(
            String fault, List<Integer> from, List<Integer> to, Oracle oracle, int apart, Fault.Course course) {
        return new ChaosRow(fault, from, to, oracle.tally(from, to), oracle.misjudged(from, to), apart, course);
    }

    static final String HEAD = """
        | fault | images | missing | twice | galleries apart | recovered within | remark |
        | --- | --- | --- | --- | --- | --- | --- |
        """;

    ChaosRow recounted(Oracle oracle) {
        return of(fault, from, to, oracle, galleriesApart, course);
    }

    String line() {
        return String.format(
                Locale.ROOT,
                "| %s | %,d | %d | %d | %d | %.1f s | %s |",
                fault,
                tally.images(),
                tally.missing(),
                tally.twice(),
                galleriesApart,
                course.recovery().toMillis() / 1000.0,
                course.remark());
    }
}
