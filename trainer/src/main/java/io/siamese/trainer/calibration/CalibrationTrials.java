package io.siamese.trainer.calibration;

import io.siamese.encoder.card.FusionKind;
import io.siamese.encoder.card.LikelihoodPoint;
import io.siamese.encoder.score.FusedScore;
import io.siamese.trainer.rates.StrangerTrials;
import io.siamese.trainer.trials.ClassIndex;
import io.siamese.trainer.trials.OpenSetTrials;
import io.siamese.trainer.trials.PairTrials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the trials that a calibration is fitted on, for one number of exemplars. */
final class CalibrationTrials {

    private static final int GALLERIES = 60;
    private static final int GALLERIES_FOR_SPREAD = 10;

    private final ClassIndex members;
    private final PairTrials trained;
    private final int exemplars;
    private final long seed;
    private final PairTrials pairs;

    /** @param trained comparisons of what the encoder was trained on, with as many exemplars; may be of no classes */
    CalibrationTrials(ClassIndex members, PairTrials trained, int exemplars, long seed) {
        this.members = members;
        this.trained = trained;
        this.exemplars = exemplars;
        this.seed = seed;
        this.pairs = new PairTrials(members, exemplars, seed);
    }

    boolean possible() {
        return pairs.possible();
    }

    /** @throws IllegalArgumentException if the scores do not tell mated and non-mated comparisons apart */
    List<LikelihoodPoint> likelihoods(List<FusionKind> fusions) {
        LikelihoodFit fit =
                new LikelihoodFit(pairs, -Math.log10(members.classCount() + 1.0), Math.log10(members.pairCount() + 1));
        return fusions.stream().map(fusion -> fit.fitPoint(fusion, exemplars)).toList();
    }

    FittedTrials comparisons(LikelihoodPoint point) {
        FusedScore fusion = FusedScore.of(point);
        Optional<StrangerTrials> spread =
                trained.possible() ? Optional.of(StrangerTrials.comparisons(trained, fusion)) : Optional.empty();
        return new FittedTrials(point, StrangerTrials.comparisons(pairs, fusion), spread);
    }

    double fnmr(LikelihoodPoint point, float threshold) {
        return pairs.fnmr(FusedScore.of(point), threshold);
    }

    /** Most subjects of a search; 0 if there is a group without strangers. */
    int largest() {
        return searches(members, GALLERIES).largest();
    }

    /** {@code [fusion][gallery size]}; the spread is that of galleries of the same size, as far as the trained classes reach. */
    List<List<FittedTrials>> searches(List<LikelihoodPoint> points, List<Integer> sizes) {
        List<FusedScore> fusions = points.stream().map(FusedScore::of).toList();
        List<List<StrangerTrials>> own = StrangerTrials.searches(searches(members, GALLERIES), fusions, sizes);
        List<List<StrangerTrials>> spread = spreadTrials(fusions, sizes);
        List<List<FittedTrials>> fitted = new ArrayList<>();
        for (int fusion = 0; fusion < points.size(); fusion++) {
            List<FittedTrials> bySize = new ArrayList<>();
            for (int size = 0; size < sizes.size(); size++) {
                Optional<StrangerTrials> others = size < spread.get(fusion).size()
                        ? Optional.of(spread.get(fusion).get(size))
                        : Optional.empty();
                bySize.add(new FittedTrials(points.get(fusion), own.get(fusion).get(size), others));
            }
            fitted.add(bySize);
        }
        return fitted;
    }

    private List<List<StrangerTrials>> spreadTrials(List<FusedScore> fusions, List<Integer> sizes) {
        OpenSetTrials trials = searches(trained.members(), GALLERIES_FOR_SPREAD);
        List<Integer> reached =
                sizes.stream().filter(size -> size <= trials.largest()).toList();
        return reached.isEmpty()
                ? fusions.stream().map(each -> List.<StrangerTrials>of()).toList()
                : StrangerTrials.searches(trials, fusions, reached);
    }

    private OpenSetTrials searches(ClassIndex of, int galleries) {
        return OpenSetTrials.bounded(of, exemplars, galleries, seed);
    }
}
