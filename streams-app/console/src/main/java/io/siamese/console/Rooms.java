package io.siamese.console;

import io.siamese.console.feed.DecisionFeed;
import io.siamese.console.kafka.Connection;
import io.siamese.console.picture.Pictures;
import io.siamese.console.room.about.AboutRoom;
import io.siamese.console.room.health.HealthRoom;
import io.siamese.console.room.live.LiveRoom;
import io.siamese.console.room.pictures.PicturesRoom;
import io.siamese.console.room.review.ReviewRoom;
import io.siamese.console.room.story.StoryBoard;
import io.siamese.console.room.story.StoryRoom;
import io.siamese.console.web.Room;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Names the rooms of the console. A new page adds a line here and one in {@code static/pages.js}. */
final class Rooms {

    private Rooms() {}

    /** @param story the demo's, or null where none is told */
    static List<Room> all(Connection kafka, ConsoleSettings settings, @Nullable StoryBoard story) {
        Supplier<DecisionFeed> decisions = kafka.whenConnected(DecisionFeed::open);
        Supplier<Pictures> pictures = kafka.whenConnected(Pictures::open);
        List<Room> rooms = new ArrayList<>();
        if (story != null) {
            rooms.add(new StoryRoom(story));
        }
        rooms.add(new LiveRoom(decisions));
        rooms.add(new ReviewRoom(kafka, Clock.systemUTC()));
        rooms.add(new HealthRoom(kafka, decisions, settings.service()));
        rooms.add(new PicturesRoom(pictures));
        rooms.add(new AboutRoom(kafka, settings.service(), story != null));
        return rooms;
    }
}
