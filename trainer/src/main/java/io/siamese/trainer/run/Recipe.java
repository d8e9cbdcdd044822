package io.siamese.trainer.run;

import io.siamese.encoder.image.Preprocessing;
import io.siamese.trainer.data.ImageClass;
import java.util.List;
import java.util.Set;

/** Decides what a run computes, apart from the data. Its text names the run in checkpoints and cards. */
public interface Recipe {

    String preset();

    /** From an image file to the network's input. */
    Preprocessing preprocessing();

    /** Length of the embedding. */
    int dimension();

    /** Updates of the whole run, unless it stops early. */
    int steps();

    int seed();

    /** Whether the select split is trained on too. */
    boolean fitSelect();

    /** What its text does not say, because no step depends on it; may be empty. */
    default String describeEnd() {
        return "";
    }

    /** Groups whose recorded strokes are trained on, apart from the data: they must be in no other split. */
    default Set<String> recordedGroups() {
        return Set.of();
    }

    /** @param name of recipe and data, as the checkpoint keeps it */
    TrainingRun startRun(List<ImageClass> train, List<ImageClass> select, String name);
}
