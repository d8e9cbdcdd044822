package io.siamese.cli;

import io.siamese.console.room.story.StoryBoard;
import io.siamese.events.MatchDecision;
import io.siamese.testbed.demo.StoryListener;
import java.util.Optional;

/** Passes the demo's story on to the console's page. */
final class StoryOnBoard implements StoryListener {

    private final StoryBoard board;

    StoryOnBoard(StoryBoard board) {
        this.board = board;
    }

    @Override
    public void lineTold(String line) {
        board.addLine(line);
    }

    @Override
    public void stepBegun(int number, String title) {
        board.beginStep(number, title);
    }

    @Override
    public void cameOut(boolean right, String detail, Optional<MatchDecision> decision) {
        board.addResult(right, detail, decision);
    }

    @Override
    public void storyEnded(boolean allRight) {
        board.endStory(allRight);
    }
}
