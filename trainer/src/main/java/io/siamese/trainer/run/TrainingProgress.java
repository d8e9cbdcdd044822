package io.siamese.trainer.run;

/** Where a run reports what it is doing. */
public interface TrainingProgress extends AutoCloseable {

    void step(int steps, double loss);

    /** After every validation. */
    void validated(Validation validation);

    @Override
    void close();
}
