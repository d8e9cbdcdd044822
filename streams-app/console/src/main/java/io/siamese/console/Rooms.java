package io.siamese.console;

import io.siamese.console.feed.DecisionFeed;
import io.siamese.console.kafka.Connection;
import io.siamese.console.picture.Pictures;
import io.siamese.console.room.about.AboutRoom;
import io.siamese.console.room.live.LiveRoom;
import io.siamese.console.room.pictures.PicturesRoom;
import io.siamese.console.web.Room;
import java.util.List;
import java.util.function.Supplier;

/** Names the rooms of the console. A new page adds a line here and one in {@code static/pages.js}. */
final class Rooms {

    private Rooms() {}

    static List<Room> all(Connection kafka, ConsoleSettings settings) {
        Supplier<Pictures> pictures = kafka.whenConnected(Pictures::open);
        Supplier<DecisionFeed> decisions = kafka.whenConnected(DecisionFeed::open);
        return List.of(new PicturesRoom(pictures), new LiveRoom(decisions), new AboutRoom(kafka, settings.service()));
    }
}
