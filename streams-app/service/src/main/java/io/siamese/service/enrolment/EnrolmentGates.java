package io.siamese.service.enrolment;

import io.siamese.encoder.image.DecodedImage;
import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.InkMeasure;
import io.siamese.schemas.Reasons;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.service.gallery.Neighbours;
import io.siamese.service.gallery.Neighbours.Neighbour;
import io.siamese.service.matching.Gates;
import io.siamese.service.matching.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Says whether an exemplar that is readable is good enough, and what about it is worth a second look. Rejections depend on the image and the policy alone, so that the
 * gallery stays a function of what was published; flags may depend on who else is enrolled.
 */
public final class EnrolmentGates {
    /**
     * What is worth a second look at an exemplar that is enrolled.
     *
     * @param reason one of the documented reasons
     * @param related key of the other exemplar
     */
    record Flag(String reason, String related) {}

    private final InkMeasure measure;
    private final OptionalDouble duplicateSimilarity;

    /**
     * @param measure measures contrast and ink as the encoder's card says
     * @param duplicateSimilarity from which two images of a subject are nearly the same, where a policy does not say it;
     *     empty: never
     */
    public EnrolmentGates(InkMeasure measure, OptionalDouble duplicateSimilarity) {
        this.measure = measure;
        this.duplicateSimilarity = duplicateSimilarity;
    }

    /** Why a readable image is not good enough; empty if it is. */
    Optional<String> rejection(DecodedImage image, Gates gates) {
        if (!gates.measuresImages()) {
            return Optional.empty();
        }
        GrayImage gray = image.luma();
        if (measure.contrast(gray) < gates.minContrast()) {
            return Optional.of(Reasons.LOW_CONTRAST);
        }
        return measure.inkShare(gray) < gates.minInk() ? Optional.of(Reasons.TOO_LITTLE_INK) : Optional.empty();
    }

    /** What is worth a second look, the gravest first. */
    List<Flag> findFlags(ExemplarKey key, Neighbours neighbours, Policy policy) {
        Gates gates = Gates.of(policy.rules().gates());
        List<Flag> flags = new ArrayList<>();
        double lookalike = gates.lookalikeSimilarity().orElseGet(() -> (double)
                policy.identification(Math.max(1, neighbours.subjects()), 1).score());
        addFlagIfNear(flags, Reasons.LOOKS_LIKE_ANOTHER, neighbours.other(), lookalike, key);
        double duplicate = gates.duplicateSimilarity().orElse(duplicateSimilarity.orElse(Double.POSITIVE_INFINITY));
        addFlagIfNear(flags, Reasons.NEAR_DUPLICATE, neighbours.own(), duplicate, key);
        return flags;
    }

    private static void addFlagIfNear(
            List<Flag> flags, String reason, @Nullable Neighbour neighbour, double from, ExemplarKey key) {
        if (neighbour != null && neighbour.similarity() >= from) {
            flags.add(
                    new Flag(reason, new ExemplarKey(key.gallery(), neighbour.subject(), neighbour.exemplar()).text()));
        }
    }
}
