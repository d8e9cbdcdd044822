package io.siamese.console.room.story;

import io.siamese.console.web.RawJson;
import io.siamese.events.MatchDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps a story for the page that shows it, step by step as it is told. Thread-safe. */
public final class StoryBoard {

    private final List<String> about = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private @Nullable Boolean right;

    /**
     * A step of the story.
     *
     * @param results what came of it; none while it is going on
     */
    record Step(int number, String title, List<Result> results) {}

    /**
     * What came of a step.
     *
     * @param right whether it came out as told
     * @param decision the decision behind it, or null
     */
    record Result(boolean right, String text, @Nullable RawJson decision) {}

    /**
     * The story as far as it is told.
     *
     * @param right whether all came out as told; null while it goes on
     */
    record Told(
            List<String> about, List<Step> steps, @Nullable Boolean right) {}

    /** Takes a line that belongs to the step in progress, or to the head of the story. */
    public synchronized void addLine(String line) {
        if (steps.isEmpty()) {
            about.add(line);
        }
    }

    /** Begins a step. */
    public synchronized void beginStep(int number, String title) {
        steps.add(new Step(number, title, new ArrayList<>()));
    }

    /** Takes what came of the step in progress. */
    public synchronized void addResult(boolean right, String text, Optional<MatchDecision> decision) {
        if (!steps.isEmpty()) {
            steps.get(steps.size() - 1)
                    .results()
                    .add(new Result(right, text, decision.map(RawJson::of).orElse(null)));
        }
    }

    /** Ends the story. */
    public synchronized void endStory(boolean allRight) {
        right = allRight;
    }

    synchronized Told storySoFar() {
        List<Step> copies = steps.stream()
                .map(step -> new Step(step.number(), step.title(), List.copyOf(step.results())))
                .toList();
        return new Told(List.copyOf(about), copies, right);
    }
}
