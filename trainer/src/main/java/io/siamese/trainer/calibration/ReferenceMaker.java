package io.siamese.trainer.calibration;

import io.siamese.encoder.card.BinnedReference;
import io.siamese.encoder.card.CalibrationReference;
import io.siamese.encoder.card.ScoreReference;
import io.siamese.encoder.image.ImageMeasures;
import io.siamese.trainer.trials.ClassIndex;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.MeasuredClass;
import io.siamese.trainer.trials.PairTrials;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Describes the images of a calibration, so that others can be compared with them. How far the calibration's own groups lie apart,
 * beyond what chance explains, is tolerated of other images too.
 */
public final class ReferenceMaker {
    private static final List<Integer> EXEMPLARS = List.of(1, 3, 5);
    private static final List<Double> CONTRAST_EDGES =
            List.of(16.0, 32.0, 48.0, 64.0, 80.0, 96.0, 112.0, 128.0, 144.0, 160.0, 176.0, 192.0, 208.0, 224.0, 240.0);
    private static final List<Double> INK_EDGES = List.of(
            0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.05, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6,
            0.75);

    private final List<MeasuredClass> measured;
    private final List<EmbeddedClass> embedded;
    private final int rejected;
    private final long seed;

    /**
     * @param measured classes of images that could be used
     * @param embedded the same
     * @param rejected images that could not
     * @param seed decides which images are exemplars
     */
    public ReferenceMaker(List<MeasuredClass> measured, List<EmbeddedClass> embedded, int rejected, long seed) {
        this.measured = List.copyOf(measured);
        this.embedded = List.copyOf(embedded);
        this.rejected = rejected;
        this.seed = seed;
    }

    public CalibrationReference makeReference() {
        int usable = measured.stream().mapToInt(each -> each.images().size()).sum();
        ClassIndex members = new ClassIndex(embedded);
        List<ScoreReference> scores = new ArrayList<>();
        for (int exemplars : EXEMPLARS) {
            PairTrials trials = new PairTrials(members, exemplars, seed);
            if (trials.possible()) {
                scores.add(new MatedScores(trials).reference(exemplars));
            }
        }
        return new CalibrationReference(
                measured.size(),
                usable + rejected,
                rejected,
                binValues(CONTRAST_EDGES, ImageMeasures::contrast),
                binValues(INK_EDGES, ImageMeasures::ink),
                scores);
    }

    private BinnedReference binValues(List<Double> edges, ToDoubleFunction<ImageMeasures> value) {
        Map<String, List<MeasuredClass>> groups = measured.stream()
                .collect(Collectors.groupingBy(MeasuredClass::group, LinkedHashMap::new, Collectors.toList()));
        BinnedReference bins = new BinnedReference(edges, zeros(edges.size() + 1), 0);
        List<GroupSample> samples = groups.values().stream()
                .map(classes -> new GroupSample(countByBin(bins, classes, value), classes.size()))
                .toList();
        List<Integer> all = new ArrayList<>();
        for (double count : GroupSample.sum(samples).counts()) {
            all.add((int) count);
        }
        return new BinnedReference(edges, all, GroupSample.tolerance(samples));
    }

    private static List<Integer> zeros(int size) {
        return Collections.nCopies(size, 0);
    }

    private static double[] countByBin(
            BinnedReference bins, List<MeasuredClass> classes, ToDoubleFunction<ImageMeasures> value) {
        double[] counts = new double[bins.counts().size()];
        for (MeasuredClass each : classes) {
            each.images().forEach(image -> counts[bins.bin(value.applyAsDouble(image))]++);
        }
        return counts;
    }
}
