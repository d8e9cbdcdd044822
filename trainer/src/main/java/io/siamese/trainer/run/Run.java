package io.siamese.trainer.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One training run, from its first step or from a checkpoint. Owns native memory; closing it frees that. */
public interface Run extends AutoCloseable {

    /** Goes on where the checkpoint of the folder stopped. */
    void resume(Path folder) throws IOException;

    /**
     * Trains to the end, or until {@link #stop()}.
     *
     * @param every steps between validations, each of which also writes the checkpoint
     * @return whether the end was reached
     */
    boolean train(Progress progress, int every, @Nullable Path checkpoints) throws IOException;

    /** Asks {@link #train} to save and return after the step at hand; callable from any thread. */
    void stop();

    int steps();

    double cpuSeconds();

    /** What came out, alive as long as the run; empty for an experiment that has no single encoder. */
    Optional<TrainedEncoder> encoder();

    /** What else is to be said at the end; may be empty. */
    default String remarks() {
        return "";
    }

    @Override
    void close();
}
