package io.siamese.trainer.calibration;

import io.siamese.trainer.trials.ClassIndex;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.OpenSetTrials;
import io.siamese.trainer.trials.PairTrials;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Measures whether a calibration keeps its word for a group that it has not seen. Each group in turn is left out, everything is fitted
 * on the others as {@link Calibrator} does it (likelihood ratios, thresholds, predictions), and the group is measured at their
 * thresholds. Targets are measured whether or not a calibration would state them: {@link LeftOutGroup#refusal} says so.
 *
 * <p>Of searches, the calibrating galleries know nothing of the group left out. Its own strangers search galleries of the same
 * size, filled as ever with the rest of their group first and then with classes of the others. The largest size is the largest
 * that all of the calibrations reach, so that one N holds for all.
 *
 * <p>One thread. Memory: the trials of one group left out at a time.
 */
public final class LeaveOneOut {

    /** With one left out, three are the fewest to predict from. */
    public static final int FEWEST_GROUPS = 4;

    private static final List<Double> FMRS = List.of(0.1, 0.01, 0.001);
    private static final List<Double> FPIRS = List.of(0.1, 0.01);
    private static final List<Integer> SUBJECTS = List.of(1, 20);
    private static final List<Integer> EXEMPLARS = List.of(1, 3, 5);

    private final ClassIndex members;
    private final ClassIndex trained;
    private final long seed;
    private final Consumer<String> progress;

    /**
     * @param trained classes that the encoder was trained on, or none: only the spread between groups is taken from them
     * @param progress told what is being measured
     * @throws IllegalArgumentException if fewer than {@value #FEWEST_GROUPS} groups have two classes of two images
     */
    public LeaveOneOut(List<EmbeddedClass> classes, List<EmbeddedClass> trained, long seed, Consumer<String> progress) {
        List<String> comparable = comparable(classes);
        if (comparable.size() < FEWEST_GROUPS) {
            throw new IllegalArgumentException("leave-one-out: needs at least " + FEWEST_GROUPS
                    + " groups with 2 classes of 2 images each, so that 3 are left to predict the fourth; there "
                    + (comparable.size() == 1 ? "is 1" : "are " + comparable.size()));
        }
        this.members = new ClassIndex(classes.stream()
                .filter(each -> comparable.contains(each.group()))
                .toList());
        this.trained = new ClassIndex(trained);
        this.seed = seed;
        this.progress = progress;
    }

    /** Groups within which something can be compared; the others take no part. */
    public static List<String> comparable(List<EmbeddedClass> classes) {
        return EmbeddedClass.byGroup(classes).entrySet().stream()
                .filter(group -> group.getValue().stream()
                                .filter(each -> each.imageCount() > 1)
                                .count()
                        > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * A target that no group can be measured at is not in the list.
     *
     * @throws IllegalArgumentException if the scores do not tell classes apart
     */
    public List<LeftOutRate> measureRates() {
        return EXEMPLARS.stream()
                .flatMap(exemplars -> measureRates(exemplars, FMRS, FPIRS).stream())
                .toList();
    }

    List<LeftOutRate> measureRates(int exemplars, List<Double> fmrs, List<Double> fpirs) {
        Map<RateTarget, List<LeftOutGroup>> found = new LinkedHashMap<>();
        PairTrials spread = new PairTrials(trained, exemplars, seed);
        List<Integer> sizes = fpirs.isEmpty() ? List.of() : gallerySizes(exemplars);
        for (int group = 0; group < members.groupCount(); group++) {
            progress.accept(exemplars + (exemplars == 1 ? " exemplar" : " exemplars") + ", without "
                    + members.groupName(group) + " (" + (group + 1) + " of " + members.groupCount() + ")");
            new LeftOutFold(
                            members,
                            group,
                            spread,
                            exemplars,
                            seed,
                            (target, left) -> found.computeIfAbsent(target, any -> new ArrayList<>())
                                    .add(left))
                    .measure(fmrs, fpirs, sizes);
        }
        return found.entrySet().stream()
                .map(each -> new LeftOutRate(each.getKey(), each.getValue()))
                .toList();
    }

    /** That all folds have; none if one has no classes with so many images. */
    private List<Integer> gallerySizes(int exemplars) {
        int largest = IntStream.range(0, members.groupCount())
                .map(group -> new OpenSetTrials(members.withoutGroup(group), exemplars, 1, seed).largest())
                .min()
                .orElse(0);
        if (largest < 1) {
            return List.of();
        }
        TreeSet<Integer> sizes = new TreeSet<>(SUBJECTS);
        sizes.removeIf(size -> size >= largest);
        sizes.add(largest);
        return List.copyOf(sizes);
    }
}
