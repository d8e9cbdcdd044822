package io.siamese.testbed.demo;

import io.siamese.events.MatchDecision;
import java.util.Optional;

/** Hears the demo's story as the terminal shows it. Called by the thread that plays. */
public interface StoryListener {

    /** A line beside the steps. */
    void lineTold(String line);

    /** A step begins. */
    void stepBegun(int number, String title);

    /**
     * Something came of the step.
     *
     * @param right whether it came out as told
     * @param decision the decision behind it, where there is one
     */
    void cameOut(boolean right, String detail, Optional<MatchDecision> decision);

    /** The story has ended. */
    void storyEnded(boolean allRight);
}
