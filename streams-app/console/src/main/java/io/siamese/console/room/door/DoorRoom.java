package io.siamese.console.room.door;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.router.Endpoint;
import io.siamese.client.DecisionRequest;
import io.siamese.client.DecisionRequests;
import io.siamese.client.EnrolmentRequests;
import io.siamese.client.ExemplarTerms;
import io.siamese.console.gallery.GalleryMirror;
import io.siamese.console.web.ImageUploads;
import io.siamese.console.web.Parameters;
import io.siamese.console.web.RawJson;
import io.siamese.console.web.Room;
import io.siamese.events.ExemplarKind;
import io.siamese.schemas.key.ExemplarKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Serves programs without Kafka. Each request becomes an event on the topics by the client library, and its answer is the event that
 * the service writes. The topics stay the contract: this adds nothing that they do not say.
 */
public final class DoorRoom implements Room {

    /** Where all paths begin. */
    static final String ROOT = "/api/v1";

    private static final String DOCUMENT = "/io/siamese/console/openapi.json";
    private static final String EXEMPLAR = "/exemplars/{gallery}/{subject}/{exemplar}";
    private static final int MOST_IN_FLIGHT = 64;
    private static final int MOST_KEPT = 10_000;
    private static final Duration KEEP = Duration.ofMinutes(10);

    private final Supplier<GalleryMirror> mirror;
    private final Supplier<DecisionRequests> decisions;
    private final Supplier<EnrolmentRequests> enrolments;
    private final Supplier<ImageUploads> uploads;
    private final DoorAnswers answers =
            new DoorAnswers(new DoorRequests(MOST_IN_FLIGHT, MOST_KEPT, KEEP, System::nanoTime));

    /** A path with a method, as the OpenAPI document names it. */
    record Route(HandlerType method, String path, Handler handler) {}

    public DoorRoom(
            Supplier<GalleryMirror> mirror,
            Supplier<DecisionRequests> decisions,
            Supplier<EnrolmentRequests> enrolments,
            Supplier<ImageUploads> uploads) {
        this.mirror = mirror;
        this.decisions = decisions;
        this.enrolments = enrolments;
        this.uploads = uploads;
    }

    @Override
    public void addRoutes(RoutesConfig routes) {
        routes().forEach(route ->
                routes.addEndpoint(new Endpoint(route.method(), ROOT + route.path(), route.handler())));
    }

    /** All that there is behind this door. */
    List<Route> routes() {
        return List.of(
                new Route(
                        HandlerType.GET,
                        "/openapi.json",
                        context -> context.contentType("application/json").result(document())),
                new Route(HandlerType.POST, "/decisions", this::decide),
                new Route(HandlerType.GET, "/requests/{id}", answers::findRequest),
                new Route(HandlerType.PUT, EXEMPLAR, this::enrol),
                new Route(HandlerType.DELETE, EXEMPLAR, this::revoke),
                new Route(HandlerType.GET, EXEMPLAR, this::sendStatus),
                new Route(HandlerType.DELETE, "/subjects/{gallery}/{subject}", this::erase));
    }

    private void decide(Context context) {
        byte[] image = uploads.get().readImage(context);
        String gallery = Parameters.gallery(context);
        String claim = Parameters.optional(context, "claim");
        Optional<Long> minEpoch = minEpoch(context);
        answers.beginRequest(context, image, id -> {
            String imageId =
                    Optional.ofNullable(Parameters.optional(context, "imageId")).orElse(id);
            DecisionRequest request = claim == null
                    ? DecisionRequest.search(imageId, gallery, image)
                    : DecisionRequest.claim(imageId, gallery, claim, image);
            return decisions
                    .get()
                    .decide(minEpoch.map(request::notBefore).orElse(request))
                    .thenApply(RawJson::of);
        });
    }

    private static Optional<Long> minEpoch(Context context) {
        String epoch = Parameters.optional(context, "minEpoch");
        if (epoch != null && !epoch.matches("[0-9]{1,18}")) {
            throw new BadRequestResponse("the parameter minEpoch is the galleryEpoch of a status");
        }
        return Optional.ofNullable(epoch).map(Long::valueOf);
    }

    private void enrol(Context context) {
        ExemplarKey key = exemplar(context);
        byte[] image = uploads.get().readImage(context);
        ExemplarTerms terms = new ExemplarTerms(exemplarKind(context), null);
        answers.beginRequest(
                context, image, id -> enrolments.get().enrol(key, image, terms).thenApply(RawJson::of));
    }

    private static ExemplarKind exemplarKind(Context context) {
        String kind = Parameters.optional(context, "kind");
        if (kind == null || kind.equals("POSITIVE")) {
            return ExemplarKind.POSITIVE;
        }
        if (kind.equals("NEGATIVE")) {
            return ExemplarKind.NEGATIVE;
        }
        throw new BadRequestResponse("the parameter kind is POSITIVE or NEGATIVE");
    }

    private void revoke(Context context) {
        ExemplarKey key = exemplar(context);
        answers.beginRequest(
                context, new byte[0], id -> enrolments.get().revoke(key).thenApply(RawJson::of));
    }

    private void erase(Context context) {
        ExemplarKey key = Parameters.exemplarKey(context.pathParam("gallery"), context.pathParam("subject"), "");
        answers.beginRequest(
                context, new byte[0], id -> enrolments.get().erase(key).thenApply(RawJson::of));
    }

    private void sendStatus(Context context) {
        mirror.get()
                .statusOf(exemplar(context))
                .ifPresentOrElse(
                        status -> context.json(RawJson.of(status)),
                        () -> context.status(404).json(Map.of("error", "this exemplar is not enrolled")));
    }

    private static ExemplarKey exemplar(Context context) {
        return Parameters.exemplarKey(
                context.pathParam("gallery"), context.pathParam("subject"), context.pathParam("exemplar"));
    }

    /** The OpenAPI document. */
    static String document() {
        try (InputStream in = DoorRoom.class.getResourceAsStream(DOCUMENT)) {
            if (in == null) {
                throw new IllegalStateException(DOCUMENT + " is not in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(DOCUMENT + " cannot be read", e);
        }
    }
}
