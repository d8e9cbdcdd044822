package io.siamese.trainer.run;

import io.siamese.encoder.image.Preprocessing;
import io.siamese.trainer.data.ImageClass;
import io.siamese.trainer.model.Twinning;
import java.util.List;
import java.util.Set;

/**
 * The same training with two blocks instead of one: what tying is good for, measured.
 *
 * @param tied everything but the tying
 * @param twinning how the two blocks start
 */
public record UntiedSettings(TrainSettings tied, Twinning twinning) implements Recipe {

    @Override
    public String preset() {
        return tied.preset();
    }

    @Override
    public Preprocessing preprocessing() {
        return tied.preprocessing();
    }

    @Override
    public int dimension() {
        return tied.dimension();
    }

    @Override
    public int steps() {
        return tied.steps();
    }

    @Override
    public int seed() {
        return tied.seed();
    }

    @Override
    public boolean fitSelect() {
        return tied.fitSelect();
    }

    @Override
    public Set<String> recordedGroups() {
        return tied.recordedGroups();
    }

    @Override
    public TrainingRun startRun(List<ImageClass> train, List<ImageClass> select, String name) {
        return new TrainingRun(new CompactTraining(tied, twinning, train, select), name);
    }
}
