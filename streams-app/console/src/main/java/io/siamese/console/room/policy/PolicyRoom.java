package io.siamese.console.room.policy;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.siamese.client.ExemplarNaming;
import io.siamese.client.PolicyRequests;
import io.siamese.console.feed.DecisionFeed;
import io.siamese.console.gallery.GalleryContents;
import io.siamese.console.gallery.GalleryMirror;
import io.siamese.console.model.LocalModel;
import io.siamese.console.web.Parameters;
import io.siamese.console.web.RawJson;
import io.siamese.console.web.Room;
import io.siamese.encoder.card.Calibration;
import io.siamese.encoder.card.FmrPoint;
import io.siamese.encoder.card.FpirPoint;
import io.siamese.events.PolicyRequest;
import io.siamese.schemas.json.EventJson;
import io.siamese.schemas.key.GalleryLogKey.PolicyKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Serves page Policy. A policy is published as a request by the client library, and the service answers it. */
public final class PolicyRoom implements Room {

    private static final String PATH = "/api/policy";
    private static final int MOST_DECISIONS = 1_000;

    private final Supplier<GalleryMirror> mirror;
    private final Supplier<DecisionFeed> decisions;
    private final Supplier<PolicyRequests> requests;
    private final LocalModel model;
    private final EventJson json = new EventJson();

    /**
     * What thresholds cost, and what is in force.
     *
     * @param galleryEncoderId the encoder that decides; null: none does yet
     * @param calibrationId null: the console's model has no calibration
     * @param galleries what a search can find now, by gallery
     * @param inForce policies by gallery; the empty name is that of every gallery without a policy of its own
     */
    record Standing(
            String encoderId,
            @Nullable String galleryEncoderId,
            @Nullable String calibrationId,
            @Nullable String population,
            List<FmrPoint> fmr,
            List<FpirPoint> fpir,
            Map<String, GallerySize> galleries,
            Map<String, RawJson> inForce) {}

    /** @param usualExemplars the number of exemplars that most subjects have */
    record GallerySize(int subjects, int usualExemplars) {}

    public PolicyRoom(
            Supplier<GalleryMirror> mirror,
            Supplier<DecisionFeed> decisions,
            Supplier<PolicyRequests> requests,
            LocalModel model) {
        this.mirror = mirror;
        this.decisions = decisions;
        this.requests = requests;
        this.model = model;
    }

    @Override
    public void addRoutes(RoutesConfig routes) {
        routes.get(PATH, context -> context.json(standing()));
        routes.get(PATH + "/decisions", context -> context.json(recentDecisions(Parameters.gallery(context))));
        routes.put(PATH, this::setPolicy);
        routes.delete(PATH, this::removePolicy);
    }

    private Standing standing() {
        GalleryContents contents = mirror.get().contents();
        Calibration calibration = model.file().calibration().orElse(null);
        Map<String, GallerySize> galleries = new TreeMap<>();
        Instant now = Instant.now();
        contents.galleries()
                .forEach(gallery -> galleries.put(
                        gallery,
                        new GallerySize(contents.subjects(gallery, now), contents.usualExemplars(gallery, now))));
        Map<String, RawJson> inForce = new TreeMap<>();
        contents.policies().forEach((key, policy) -> inForce.put(key.gallery(), RawJson.of(policy)));
        return new Standing(
                model.file().encoderId(),
                contents.encoderId(),
                calibration == null ? null : calibration.calibrationId(),
                calibration == null ? null : calibration.population(),
                calibration == null ? List.of() : calibration.fmr(),
                calibration == null ? List.of() : calibration.fpir(),
                galleries,
                inForce);
    }

    private List<PastDecision> recentDecisions(String gallery) {
        return decisions
                .get()
                .latestDecisions(
                        decision -> decision.getGallery().equals(gallery)
                                && !decision.getCandidates().isEmpty()
                                && decision.getCandidates().get(0).getScore() != null,
                        MOST_DECISIONS)
                .stream()
                .map(PastDecision::of)
                .toList();
    }

    private void setPolicy(Context context) {
        PolicyKey key = policyKey(context);
        PolicyRequest request = request(context.body());
        context.future(() -> requests.get().set(key, request).thenAccept(answer -> context.json(RawJson.of(answer))));
    }

    private void removePolicy(Context context) {
        PolicyKey key = policyKey(context);
        context.future(() -> requests.get().remove(key).thenAccept(answer -> context.json(RawJson.of(answer))));
    }

    private PolicyRequest request(String body) {
        try {
            return json.read(PolicyRequest.class, body);
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse(String.valueOf(e.getMessage()));
        }
    }

    private static PolicyKey policyKey(Context context) {
        if (Parameters.optional(context, "everyOther") != null) {
            return PolicyKey.ofEveryOther();
        }
        try {
            return new PolicyKey(ExemplarNaming.nfc(Parameters.required(context, "gallery")));
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse(String.valueOf(e.getMessage()));
        }
    }
}
