package io.siamese.console.room.story;

import io.javalin.config.RoutesConfig;
import io.siamese.console.web.Room;

/** Serves page Story: what the demo has told so far. */
public final class StoryRoom implements Room {

    private final StoryBoard story;

    public StoryRoom(StoryBoard story) {
        this.story = story;
    }

    @Override
    public void addRoutes(RoutesConfig routes) {
        routes.get("/api/story", context -> context.json(story.storySoFar()));
    }
}
