package io.siamese.trainer.run;

import io.siamese.encoder.image.PhotoResize;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.trainer.data.EpisodeSampler;
import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.model.Architecture;
import io.siamese.trainer.model.LearningRate;
import io.siamese.trainer.model.Objective;
import io.siamese.trainer.model.Twinning;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds everything that decides what a run computes, apart from the data.
 *
 * @param madeUp groups of a batch that are not of the data
 * @param photo whether images are photographs, resized; otherwise they are ink, moment-normalised
 * @param steps updates of the whole run
 * @param seed of the initial parameters and of the episodes
 * @param peakRate learning rate after the warm-up
 * @param from an encoder whose weights the run starts from; null: drawn weights
 * @param fitSelect whether the select split is trained on too, which leaves nothing to choose by
 * @param whitened share of the training classes' covariance that embeddings are whitened by in the end, 0 to less than 1
 */
public record TrainSettings(
        Architecture architecture,
        Objective objective,
        EpisodeSampler.Settings episodes,
        MadeUpShares madeUp,
        boolean photo,
        int steps,
        int seed,
        double peakRate,
        @Nullable StartingEncoder from,
        boolean fitSelect,
        double whitened)
        implements Recipe {

    private static final double WARM_UP = 0.03;

    public TrainSettings {
        if (!photo && architecture.channels() != 1) {
            throw new IllegalArgumentException(
                    "--channels=" + architecture.channels() + ": ink has one; --preprocessing=photo has 1 or 3");
        }
        boolean plain = photo || episodes.sampling() != EpisodeSampler.Sampling.WITHIN_GROUPS;
        if (plain && !madeUp.isNone()) {
            throw new IllegalArgumentException(
                    "--made-up, --recombined and --compounds: made-up groups are ink, and need --sampling=WITHIN_GROUPS");
        }
        if (from != null) {
            from.refuseOtherPreprocessing(preprocessing(architecture, photo));
        }
        if (!(whitened >= 0 && whitened < 1)) {
            throw new IllegalArgumentException("--whiten=" + whitened + ": a share from 0 to less than 1");
        }
        // Says what is wrong with steps and rate before any data is read.
        new LearningRate(peakRate, steps, WARM_UP);
    }

    /** Without made-up groups, from drawn weights, not whitened. */
    public TrainSettings(
            Architecture architecture,
            Objective objective,
            EpisodeSampler.Settings episodes,
            boolean photo,
            int steps,
            int seed,
            double peakRate,
            boolean fitSelect) {
        this(
                architecture,
                objective,
                episodes,
                MadeUpShares.allFromData(),
                photo,
                steps,
                seed,
                peakRate,
                null,
                fitSelect,
                0);
    }

    @Override
    public String preset() {
        return architecture.preset();
    }

    @Override
    public Preprocessing preprocessing() {
        return preprocessing(architecture, photo);
    }

    static Preprocessing preprocessing(Architecture architecture, boolean photo) {
        int size = architecture.size();
        return photo
                ? Preprocessing.photo(architecture.channels(), size, size, PhotoResize.Fit.CENTRE_CROP)
                : Preprocessing.ink(size);
    }

    @Override
    public int dimension() {
        return architecture.dimension();
    }

    @Override
    public Set<String> recordedGroups() {
        return madeUp.recordings().groups();
    }

    @Override
    public TrainingRun startRun(List<ImageClass> train, List<ImageClass> select, String name) {
        return new TrainingRun(new CompactTraining(this, Twinning.TIED, train, select), name);
    }

    /**
     * The same recipe for data without these groups: their recorded strokes are left out, and nothing is chosen by select.
     *
     * @throws IllegalArgumentException if it starts from an encoder, which may have seen the groups
     */
    public TrainSettings withoutGroups(Set<String> groups) {
        if (from != null) {
            throw new IllegalArgumentException(
                    "--from: encoder " + from + " may have been trained on groups that a fold is judged on;"
                            + " --from-folds starts from the encoders of earlier folds");
        }
        return new TrainSettings(
                architecture,
                objective,
                episodes,
                madeUp.withoutGroups(groups),
                photo,
                steps,
                seed,
                peakRate,
                null,
                true,
                whitened);
    }

    /** The same recipe, from the weights of this encoder. */
    public TrainSettings startingFrom(StartingEncoder encoder) {
        return new TrainSettings(
                architecture, objective, episodes, madeUp, photo, steps, seed, peakRate, encoder, fitSelect, whitened);
    }

    @Override
    public String describeEnd() {
        return (from == null || from.kept() == 0 ? "" : ", share of the weights of " + from + ": " + from.kept())
                + (whitened == 0 ? "" : ", whitened by " + whitened + " of the within-class covariance");
    }

    LearningRate learningRate() {
        return new LearningRate(peakRate, steps, WARM_UP);
    }

    /** Checkpoints name their run by this text: it stays what it was before there were photographs and made-up groups. */
    @Override
    public String toString() {
        return "TrainSettings[architecture=" + architecture + ", objective=" + objective + ", episodes=" + episodes
                + (madeUp.isNone() ? "" : ", " + madeUp)
                + (photo ? ", photo=true" : "") + ", steps=" + steps + ", seed=" + seed + ", peakRate=" + peakRate
                + (from == null ? "" : ", from=" + from) + ", fitSelect=" + fitSelect + "]";
    }
}
