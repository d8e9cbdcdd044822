package io.siamese.trainer.run;

import io.siamese.trainer.model.TwinEngine;
import java.util.Optional;
import java.util.OptionalInt;

/** Says what is particular to the training of one kind of network. {@link TrainingRun} does what is common to all. */
interface Training extends AutoCloseable {

    /** The twins that are trained; owned by this. */
    TwinEngine<?> engine();

    /**
     * Draws the batch of a step, and updates the parameters.
     *
     * @param step counts from 0
     * @return the loss before the update
     */
    double trainStep(int step);

    /** Measures the twins on the select split. */
    Validation validate(double cpuSeconds, double loss);

    /** Steps between validations, where so many are asked for. */
    int stepsBetweenValidations(int asked);

    /** Most updates of the run. */
    int steps();

    /** Whether training is over after so many steps. @param best the step that validated best; empty: none is kept */
    default boolean isOver(int stepsDone, OptionalInt best) {
        return stepsDone >= steps();
    }

    /** Whether parameters are chosen by validation; otherwise the last ones count. */
    boolean keepsBest();

    /** What the best parameters have least of. */
    double selectionError(Validation validation);

    /** Whether parameters replace the best ones. */
    boolean isBetter(double error, double best);

    /** Called once when the last step is done and its parameters, or the best, are there: makes of them what comes out. */
    default void finishEncoder() {}

    /** What came out; empty for an experiment that has no single encoder. */
    Optional<TrainedEncoder> encoder();

    /** What is to be said at the end; may be empty. @param best the step whose parameters were kept; empty: the last */
    String remarks(OptionalInt best, double cpuSeconds);

    @Override
    void close();
}
