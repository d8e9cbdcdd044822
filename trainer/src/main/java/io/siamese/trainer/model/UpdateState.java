package io.siamese.trainer.model;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** Keeps numbers from step to step for an update rule, such as moments or velocities. A checkpoint holds them too. */
public interface UpdateState {

    /** The numbers by name; still owned here. */
    Map<String, NDArray> savedNumbers();

    /** Takes over those of {@code saved} that {@link #savedNumbers()} named, and leaves all others. */
    void restore(Map<String, NDArray> saved);
}
