package io.siamese.console;

import io.siamese.client.DecisionRequests;
import io.siamese.client.EnrolmentRequests;
import io.siamese.client.PolicyRequests;
import io.siamese.console.feed.DecisionFeed;
import io.siamese.console.gallery.GalleryMirror;
import io.siamese.console.kafka.Connection;
import io.siamese.console.model.LocalModel;
import io.siamese.console.picture.RecordThumbnails;
import io.siamese.console.room.about.AboutRoom;
import io.siamese.console.room.door.DoorRoom;
import io.siamese.console.room.gallery.GalleryRoom;
import io.siamese.console.room.health.HealthRoom;
import io.siamese.console.room.live.LiveRoom;
import io.siamese.console.room.model.ModelRoom;
import io.siamese.console.room.pictures.PicturesRoom;
import io.siamese.console.room.policy.PolicyRoom;
import io.siamese.console.room.review.ReviewRoom;
import io.siamese.console.room.story.StoryBoard;
import io.siamese.console.room.story.StoryRoom;
import io.siamese.console.room.trial.TrialRoom;
import io.siamese.console.web.ImageUploads;
import io.siamese.console.web.Room;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Names the rooms of the console. A new page adds a line here and one in {@code static/pages.js}. */
final class Rooms {

    /** How long the service may take to answer what is published here. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Rooms() {}

    /** @param story the demo's, or null where none is told */
    static List<Room> createAll(
            Connection kafka, LocalModel model, ConsoleSettings settings, @Nullable StoryBoard story) {
        Supplier<DecisionFeed> decisions = kafka.whenConnected(DecisionFeed::open);
        Supplier<RecordThumbnails> pictures = kafka.whenConnected(RecordThumbnails::open);
        List<Room> rooms = new ArrayList<>();
        if (story != null) {
            rooms.add(new StoryRoom(story));
        }
        rooms.add(new LiveRoom(decisions));
        rooms.add(new ReviewRoom(kafka, Clock.systemUTC()));
        rooms.addAll(ofGalleries(kafka, model, decisions, pictures));
        rooms.add(new HealthRoom(kafka, decisions, settings.service()));
        rooms.add(new PicturesRoom(pictures));
        rooms.add(new AboutRoom(kafka, settings.service(), story != null));
        return rooms;
    }

    private static List<Room> ofGalleries(
            Connection kafka, LocalModel model, Supplier<DecisionFeed> decisions, Supplier<RecordThumbnails> pictures) {
        Supplier<GalleryMirror> gallery = kafka.whenConnected(GalleryMirror::open);
        Supplier<ImageUploads> uploads = kafka.whenConnected(ImageUploads::open);
        Supplier<EnrolmentRequests> enrolments =
                kafka.whenConnected(contract -> EnrolmentRequests.open(contract, PATIENCE));
        Supplier<PolicyRequests> policies = kafka.whenConnected(contract -> PolicyRequests.open(contract, PATIENCE));
        Supplier<DecisionRequests> images = kafka.whenConnected(contract -> DecisionRequests.open(contract, PATIENCE));
        return List.of(
                new GalleryRoom(gallery, enrolments, uploads, model),
                new TrialRoom(gallery, pictures, uploads, model),
                new PolicyRoom(gallery, decisions, policies, model),
                new ModelRoom(gallery, model),
                new DoorRoom(gallery, images, enrolments, uploads));
    }
}
