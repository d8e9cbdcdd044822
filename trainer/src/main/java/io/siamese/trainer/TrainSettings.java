package io.siamese.trainer;

import io.siamese.encoder.image.InkMoments;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.trainer.data.EpisodeSampler;
import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.model.Architecture;
import io.siamese.trainer.model.LearningRate;
import io.siamese.trainer.model.Objective;
import java.util.List;

/**
 * Everything that decides what a run computes, apart from the data.
 *
 * @param steps updates of the whole run
 * @param seed of the initial parameters and of the episodes
 * @param peakRate learning rate after the warm-up
 * @param fitSelect whether the select split is trained on too, which leaves nothing to choose by
 */
record TrainSettings(
        Architecture architecture,
        Objective objective,
        EpisodeSampler.Settings episodes,
        int steps,
        int seed,
        double peakRate,
        boolean fitSelect)
        implements Recipe {

    private static final double WARM_UP = 0.03;

    TrainSettings {
        // Says what is wrong with steps and rate before any data is read.
        new LearningRate(peakRate, steps, WARM_UP);
    }

    @Override
    public String preset() {
        return architecture.preset();
    }

    @Override
    public InkMoments preprocessing() {
        return Preprocessing.ink(architecture.size());
    }

    @Override
    public int dimension() {
        return architecture.dimension();
    }

    @Override
    public Run start(List<ImageClass> train, List<ImageClass> select, String name) {
        return new TrainingRun(this, train, select, name);
    }

    LearningRate learningRate() {
        return new LearningRate(peakRate, steps, WARM_UP);
    }
}
