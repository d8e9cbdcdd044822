package io.siamese.testbed.demo;

import io.siamese.client.DecisionLine;
import io.siamese.events.MatchDecision;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Prints the story and keeps count of what came out wrong. */
final class Narrator {

    private final PrintWriter out;
    private final StoryListener listener;
    private final DecisionLine line = new DecisionLine();
    private int steps;
    private int wrong;
    private boolean decided;

    Narrator(PrintWriter out, StoryListener listener) {
        this.out = out;
        this.listener = listener;
    }

    void printLine(String text) {
        out.println(text);
        listener.lineTold(text);
    }

    void beginStep(String title) {
        steps++;
        out.println();
        out.println(steps + ". " + title);
        listener.stepBegun(steps, title);
    }

    /** Prints a decision under its step, and whether it is the expected one. */
    void printDecision(Optional<MatchDecision> decision, Predicate<MatchDecision> expected) {
        boolean right = decision.filter(expected).isPresent();
        printOutcome(right, decision.map(line::of).orElse("no decision came"), decision);
        if (!decided && decision.isPresent()) {
            decided = true;
            double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
            out.println(String.format(Locale.ROOT, "         (the first decision, %.1f s after the command)", seconds));
        }
    }

    void printOutcome(boolean right, String detail) {
        printOutcome(right, detail, Optional.empty());
    }

    private void printOutcome(boolean right, String detail, Optional<MatchDecision> decision) {
        if (!right) {
            wrong++;
        }
        out.println((right ? "   ok    " : "   WRONG ") + detail);
        listener.cameOut(right, detail, decision);
    }

    void endStory() {
        listener.storyEnded(allRight());
    }

    boolean allRight() {
        return wrong == 0;
    }
}
