package io.siamese.trainer.evaluation;

import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.score.FusedScore;
import io.siamese.trainer.oneshot.KShotResult;
import io.siamese.trainer.oneshot.NWayResult;
import io.siamese.trainer.oneshot.ShotTrial;
import io.siamese.trainer.rates.IdentificationResult;
import io.siamese.trainer.rates.VerificationMeasurer;
import io.siamese.trainer.rates.VerificationResult;
import io.siamese.trainer.trials.EmbeddedClass;
import io.siamese.trainer.trials.ScoredComparisons;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Measures embedded classes in every way, the same trials for the same seed. One thread. */
public final class Evaluator {

    private static final int TRIALS_ROUNDS = 200;
    private static final double POOLED_FMR = 0.01;
    private static final int WORST = 12;
    private static final List<Integer> SEVERAL = List.of(3, 5);

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
        boolean mated = classes.stream().anyMatch(each -> each.imageCount() > 1);
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
    public int stageCount() {
        return 4 + SEVERAL.size() + IdentificationResult.gallerySizes(classes).size();
    }

    /** @param stage is told what begins */
    public Evaluation evaluate(Consumer<String> stage) {
        stage.accept("trials");
        List<KShotResult> trials = measureTrials();
        stage.accept("pairs");
        ScoredComparisons pairs = ScoredComparisons.allPairs(classes);
        VerificationMeasurer kinds = new VerificationMeasurer(classes, calibration, settings.seed());
        List<VerificationResult> verification = new ArrayList<>(List.of(kinds.measurePairs(pairs)));
        for (int exemplars : SEVERAL) {
            stage.accept(exemplars + " exemplars");
            verification.addAll(kinds.measureExemplars(exemplars));
        }
        stage.accept("groups");
        float threshold = verification.get(0).points().stream()
                .filter(point -> point.rate() == POOLED_FMR)
                .findFirst()
                .orElseThrow()
                .threshold();
        List<GroupResult> groups =
                GroupResult.measureGroups(classes, pairs, threshold, settings.ways(), TRIALS_ROUNDS, settings.seed());
        stage.accept("confusions");
        return new Evaluation(
                trials,
                verification,
                threshold,
                identification(stage),
                groups,
                ConfusedClasses.mostConfused(classes, pairs.nonMated(), threshold, WORST),
                ImagePair.mostAlike(pairs.nonMated(), WORST),
                ImagePair.leastAlike(pairs.mated(), WORST));
    }

    private List<KShotResult> measureTrials() {
        List<KShotResult> results = new ArrayList<>();
        for (int shots : possible(settings.shots())) {
            for (FusedScore fusion :
                    shots == 1 ? List.of(FusedScore.best()) : List.of(FusedScore.best(), FusedScore.mean())) {
                NWayResult result = NWayResult.measure(
                        classes, settings.ways(), new ShotTrial(shots, fusion), TRIALS_ROUNDS, settings.seed());
                results.add(new KShotResult(fusion.kind().name(), shots, result));
            }
        }
        return results;
    }

    private List<Integer> possible(List<Integer> shots) {
        int most = classes.stream().mapToInt(EmbeddedClass::imageCount).max().orElse(0) - 1;
        return shots.stream().filter(each -> each <= most).toList();
    }

    private List<IdentificationResult> identification(Consumer<String> stage) {
        List<IdentificationResult> results = new ArrayList<>();
        for (int subjects : IdentificationResult.gallerySizes(classes)) {
            stage.accept("galleries of " + subjects);
            results.add(IdentificationResult.measure(classes, subjects, settings.seed()));
        }
        return results;
    }
}
