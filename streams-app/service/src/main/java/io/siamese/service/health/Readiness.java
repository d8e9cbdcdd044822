package io.siamese.service.health;

import java.util.List;

/** One question about the app's health. Asked from HTTP threads, so implementations are thread-safe and do not block. */
@FunctionalInterface
public interface Readiness {

    /** What stands in the way, a sentence each; empty where nothing does. */
    List<String> reasons();
}
