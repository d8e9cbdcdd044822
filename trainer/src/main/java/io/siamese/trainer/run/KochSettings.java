package io.siamese.trainer.run;

import io.siamese.encoder.image.InkMoments;
import io.siamese.encoder.image.Preprocessing;
import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.data.PairSampler;
import io.siamese.trainer.koch.KochSchedule;
import io.siamese.trainer.koch.KochShape;
import io.siamese.trainer.koch.LayerRates;
import java.util.List;

/**
 * A run of Koch's network as the paper trains it.
 *
 * @param rates of each layer, the head last
 * @param epochSteps updates of an epoch: after each, rates fall, momenta grow and one-shot trials are run
 * @param patience epochs without a lower one-shot error after which training stops (the paper: 20)
 * @param steps most updates
 */
public record KochSettings(
        KochShape shape,
        PairSampler.Settings pairs,
        List<LayerRates> rates,
        KochSchedule schedule,
        int epochSteps,
        int patience,
        int steps,
        int seed)
        implements Recipe {

    private static final int LARGE = 64;

    public KochSettings {
        rates = List.copyOf(rates);
        if (steps < 1 || epochSteps < 1 || patience < 1) {
            throw new IllegalArgumentException(
                    "steps, epoch and patience: at least 1, got " + steps + ", " + epochSteps + " and " + patience);
        }
    }

    @Override
    public String preset() {
        return shape.preset();
    }

    /**
     * As little normalisation as ink allows, since the paper has none: the window is the whole image, centred on the ink's
     * centroid. Blurred only where pixels are lost, so that no stroke falls between two of them.
     */
    @Override
    public InkMoments preprocessing() {
        InkMoments ink = Preprocessing.ink(shape.size());
        int blur = shape.size() < LARGE ? ink.blur() : 0;
        return new InkMoments(
                ink.version(),
                ink.size(),
                ink.polarity(),
                ink.maxSide(),
                ink.minContrast(),
                ink.floorPermille(),
                blur,
                1000,
                1000,
                ink.orientation(),
                ink.transparency());
    }

    @Override
    public int dimension() {
        return shape.dimension();
    }

    /** Early stopping needs classes that are not trained on. */
    @Override
    public boolean fitSelect() {
        return false;
    }

    @Override
    public TrainingRun startRun(List<ImageClass> train, List<ImageClass> select, String name) {
        return new TrainingRun(new KochTraining(this, train, select), name);
    }
}
