package io.siamese.trainer.run;

/** Takes what a run reports of its progress. */
public interface TrainingProgress extends AutoCloseable {

    void stepDone(int steps, double loss);

    /** After every validation. */
    void validated(Validation validation);

    @Override
    void close();
}
