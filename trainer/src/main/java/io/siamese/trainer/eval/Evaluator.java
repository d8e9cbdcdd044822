package io.siamese.trainer.eval;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.LikelihoodPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Measures embedded classes in every way, the same trials for the same seed. One thread. */
public final class Evaluator {

    private static final int TRIALS_ROUNDS = 200;
    private static final int ROUNDS = 10;
    private static final double POOLED_FMR = 0.01;
    private static final int WORST = 12;
    private static final List<Shots> SEVERAL = List.of(
            new Shots(3, Fusion.BEST), new Shots(3, Fusion.MEAN), new Shots(5, Fusion.BEST), new Shots(5, Fusion.MEAN));

    private final List<EmbeddedClass> classes;
    private final Settings settings;
    private final @Nullable Calibration calibration;

    /**
     * What can be asked for.
     *
     * @param ways N of N-way trials, from 2
     * @param shots each K of K-shot trials, from 1; one that no class has the images for is left out
     */
    public record Settings(int ways, List<Integer> shots, long seed) {

        public Settings {
            if (ways < 2) {
                throw new IllegalArgumentException("ways: at least 2, got " + ways);
            }
            shots = List.copyOf(shots);
            if (shots.isEmpty() || shots.stream().anyMatch(each -> each < 1)) {
                throw new IllegalArgumentException("shots: at least 1, got " + shots);
            }
        }
    }

    /** @throws IllegalArgumentException if there are no mated or no non-mated pairs within a group */
    public Evaluator(List<EmbeddedClass> classes, Settings settings, @Nullable Calibration calibration) {
        boolean mated = classes.stream().anyMatch(each -> each.drawers() > 1);
        boolean nonMated = EmbeddedClass.byGroup(classes).values().stream().anyMatch(group -> group.size() > 1);
        if (!mated || !nonMated) {
            throw new IllegalArgumentException(
                    "evaluation: needs a class of two images, and a group of two classes to compare it with");
        }
        this.classes = List.copyOf(classes);
        this.settings = settings;
        this.calibration = calibration;
    }

    /** What {@link #evaluate} will announce, in all. */
    public int stages() {
        return 4 + SEVERAL.size() + Identification.sizes(classes).size();
    }

    /** @param stage is told what begins */
    public Evaluation evaluate(Consumer<String> stage) {
        stage.accept("trials");
        List<KShotResult> trials = trials();
        stage.accept("pairs");
        MatedAndNot pairs = MatedAndNot.pairs(classes);
        List<Verification> verification = new ArrayList<>();
        Shots one = new Shots(1, Fusion.BEST);
        verification.add(Verification.of(one, pairs, likelihoodRatio(one), settings.seed()));
        verification.addAll(several(stage));
        stage.accept("groups");
        float threshold = verification.get(0).points().stream()
                .filter(point -> point.rate() == POOLED_FMR)
                .findFirst()
                .orElseThrow()
                .threshold();
        List<GroupResult> groups =
                GroupResult.all(classes, pairs, threshold, settings.ways(), TRIALS_ROUNDS, settings.seed());
        stage.accept("confusions");
        return new Evaluation(
                trials,
                verification,
                threshold,
                identification(stage),
                groups,
                ConfusedClasses.worst(classes, pairs.nonMated(), threshold, WORST),
                ImagePair.mostAlike(pairs.nonMated(), WORST),
                ImagePair.leastAlike(pairs.mated(), WORST));
    }

    private List<KShotResult> trials() {
        List<KShotResult> results = new ArrayList<>();
        for (int shots : possible(settings.shots())) {
            for (Fusion fusion : shots == 1 ? List.of(Fusion.BEST) : List.of(Fusion.BEST, Fusion.MEAN)) {
                NWayResult result = NWayResult.measure(
                        classes, settings.ways(), new Shots(shots, fusion), TRIALS_ROUNDS, settings.seed());
                results.add(new KShotResult(fusion.name(), shots, result));
            }
        }
        return results;
    }

    private List<Integer> possible(List<Integer> shots) {
        int most = classes.stream().mapToInt(EmbeddedClass::drawers).max().orElse(0) - 1;
        return shots.stream().filter(each -> each <= most).toList();
    }

    private List<Verification> several(Consumer<String> stage) {
        List<Verification> results = new ArrayList<>();
        for (Shots shots : SEVERAL) {
            stage.accept(shots.exemplars() + " exemplars");
            Comparisons comparisons =
                    new VerificationTrials(shots.fusion(), shots.exemplars(), ROUNDS, settings.seed()).run(classes);
            MatedAndNot trials = MatedAndNot.of(classes, comparisons);
            if (trials.possible()) {
                results.add(Verification.of(shots, trials, likelihoodRatio(shots), settings.seed()));
            }
        }
        return results;
    }

    private List<Identification> identification(Consumer<String> stage) {
        List<Identification> results = new ArrayList<>();
        for (int subjects : Identification.sizes(classes)) {
            stage.accept("galleries of " + subjects);
            results.add(Identification.of(classes, subjects, settings.seed()));
        }
        return results;
    }

    /** Null where the calibration says nothing of these scores. */
    private @Nullable DoubleUnaryOperator likelihoodRatio(Shots shots) {
        Calibration fitted = calibration;
        if (fitted == null) {
            return null;
        }
        for (LikelihoodPoint point : fitted.likelihoods()) {
            if (point.fusion().equals(shots.fusion().name()) && point.exemplars() == shots.exemplars()) {
                // Of these two fusions one weight is 0.
                double slope = point.best() + point.mean();
                return score -> Math.max(point.low(), Math.min(point.high(), point.offset() + slope * score));
            }
        }
        boolean first = fitted.likelihoods().isEmpty() && shots.exemplars() == 1;
        return first ? score -> fitted.log10LikelihoodRatio((float) score) : null;
    }
}
