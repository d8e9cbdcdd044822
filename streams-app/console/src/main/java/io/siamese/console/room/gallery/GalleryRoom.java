package io.siamese.console.room.gallery;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.siamese.client.EnrolmentRequests;
import io.siamese.client.ExemplarTerms;
import io.siamese.console.gallery.EnrolledTemplate;
import io.siamese.console.gallery.GalleryContents;
import io.siamese.console.gallery.GalleryMirror;
import io.siamese.console.gallery.PrincipalPlane;
import io.siamese.console.model.LocalModel;
import io.siamese.console.web.ImageUploads;
import io.siamese.console.web.Parameters;
import io.siamese.console.web.RawJson;
import io.siamese.console.web.Room;
import io.siamese.events.ExemplarKind;
import io.siamese.schemas.key.ExemplarKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves page Gallery. Whatever changes the gallery is published to the topics by the client library, as everybody else does. */
public final class GalleryRoom implements Room {

    private static final String EXEMPLAR = "/api/gallery/exemplar";
    private static final int MOST_ON_MAP = 2_000;

    private final Supplier<GalleryMirror> mirror;
    private final Supplier<EnrolmentRequests> enrolments;
    private final Supplier<ImageUploads> uploads;
    private final LocalModel model;

    /**
     * What the page shows first.
     *
     * @param encoderId the encoder that decides; null: none does yet
     * @param modelEncoderId the encoder of the console's own model file
     */
    record Overview(@Nullable String encoderId, String modelEncoderId, boolean complete, List<GallerySize> galleries) {}

    record GallerySize(String name, int subjects, int exemplars) {}

    /** @param shown of so many templates; fewer than there are where a map of all would be too slow */
    record GalleryMap(double shareX, double shareY, int shown, int templates, List<MapPoint> points) {}

    record MapPoint(String subject, String exemplar, ExemplarKind kind, double x, double y) {}

    public GalleryRoom(
            Supplier<GalleryMirror> mirror,
            Supplier<EnrolmentRequests> enrolments,
            Supplier<ImageUploads> uploads,
            LocalModel model) {
        this.mirror = mirror;
        this.enrolments = enrolments;
        this.uploads = uploads;
        this.model = model;
    }

    @Override
    public void addRoutes(RoutesConfig routes) {
        routes.get("/api/gallery", context -> context.json(overview()));
        routes.get("/api/gallery/subjects", context -> context.json(subjects(context)));
        routes.get("/api/gallery/map", context -> context.json(galleryMap(Parameters.gallery(context))));
        routes.put(EXEMPLAR, this::enrol);
        routes.delete(EXEMPLAR, this::revoke);
        routes.delete("/api/gallery/subject", this::erase);
    }

    private Overview overview() {
        GalleryContents contents = mirror.get().contents();
        Instant now = Instant.now();
        List<GallerySize> sizes = contents.galleries().stream()
                .map(name -> new GallerySize(
                        name,
                        contents.subjects(name, now),
                        contents.templatesIn(name).size()))
                .toList();
        return new Overview(contents.encoderId(), model.file().encoderId(), contents.complete(), sizes);
    }

    private SubjectPage subjects(Context context) {
        GalleryContents contents = mirror.get().contents();
        String search = Parameters.optional(context, "search");
        return new SubjectList(contents, model)
                .subjectPage(
                        Parameters.gallery(context),
                        search == null ? "" : search,
                        Parameters.wholeNumber(context, "offset", 0));
    }

    private GalleryMap galleryMap(String gallery) {
        List<EnrolledTemplate> all = mirror.get().contents().templatesIn(gallery).stream()
                .filter(template -> template.embedding().length > 0)
                .toList();
        List<EnrolledTemplate> shown = all.subList(0, Math.min(MOST_ON_MAP, all.size()));
        if (shown.isEmpty()) {
            return new GalleryMap(0, 0, 0, 0, List.of());
        }
        PrincipalPlane plane = PrincipalPlane.project(
                shown.stream().map(EnrolledTemplate::embedding).toList());
        List<MapPoint> points = new ArrayList<>();
        for (int i = 0; i < shown.size(); i++) {
            ExemplarKey key = shown.get(i).key();
            PrincipalPlane.Point at = plane.points().get(i);
            points.add(new MapPoint(key.subject(), key.exemplar(), shown.get(i).kind(), at.x(), at.y()));
        }
        return new GalleryMap(plane.shareX(), plane.shareY(), shown.size(), all.size(), points);
    }

    private void enrol(Context context) {
        ExemplarKey key = exemplar(context);
        byte[] image = uploads.get().readImage(context);
        boolean negative = "NEGATIVE".equals(Parameters.optional(context, "kind"));
        ExemplarTerms terms = new ExemplarTerms(negative ? ExemplarKind.NEGATIVE : ExemplarKind.POSITIVE, null);
        context.future(
                () -> enrolments.get().enrol(key, image, terms).thenAccept(status -> context.json(RawJson.of(status))));
    }

    private void revoke(Context context) {
        ExemplarKey key = exemplar(context);
        context.future(() -> enrolments.get().revoke(key).thenAccept(status -> context.json(RawJson.of(status))));
    }

    private void erase(Context context) {
        ExemplarKey key =
                Parameters.exemplarKey(Parameters.gallery(context), Parameters.required(context, "subject"), "");
        context.future(() -> enrolments.get().erase(key).thenAccept(receipt -> context.json(RawJson.of(receipt))));
    }

    private static ExemplarKey exemplar(Context context) {
        String exemplar = Parameters.required(context, "exemplar");
        if (exemplar.isBlank()) {
            throw new BadRequestResponse("the exemplar needs a name");
        }
        return Parameters.exemplarKey(Parameters.gallery(context), Parameters.required(context, "subject"), exemplar);
    }
}
