package io.siamese.service.enrolment;

import io.siamese.encoder.image.GrayImage;
import io.siamese.encoder.image.InkMeasure;
import io.siamese.encoder.image.UnreadableImageException;
import io.siamese.encoder.image.file.ImageDecoder;
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
 * What an exemplar must be, beyond being readable. Rejections depend on the image and the policy alone, so that the
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

    private final ImageDecoder decoder;
    private final InkMeasure measure;
    private final OptionalDouble duplicateSimilarity;

    /**
     * @param decoder that reads files as the encoder's card says
     * @param duplicateSimilarity from which two images of a subject are nearly the same, where a policy does not say it;
     *     empty: never
     */
    public EnrolmentGates(ImageDecoder decoder, InkMeasure measure, OptionalDouble duplicateSimilarity) {
        this.decoder = decoder;
        this.measure = measure;
        this.duplicateSimilarity = duplicateSimilarity;
    }

    /** Why a readable image is not good enough; empty if it is. */
    Optional<String> rejection(byte[] image, Policy policy) {
        Gates gates = Gates.of(policy.rules().gates());
        if (!gates.measuresImages()) {
            return Optional.empty();
        }
        try {
            GrayImage gray = decoder.decode(image);
            if (measure.contrast(gray) < gates.minContrast()) {
                return Optional.of(Reasons.LOW_CONTRAST);
            }
            return measure.inkShare(gray) < gates.minInk() ? Optional.of(Reasons.TOO_LITTLE_INK) : Optional.empty();
        } catch (UnreadableImageException e) {
            return Optional.of(e.reason());
        }
    }

    /** What is worth a second look, the gravest first. */
    List<Flag> flags(ExemplarKey key, Neighbours neighbours, Policy policy) {
        Gates gates = Gates.of(policy.rules().gates());
        List<Flag> flags = new ArrayList<>();
        double lookalike = gates.lookalikeSimilarity().orElseGet(() -> (double)
                policy.identification(Math.max(1, neighbours.subjects()), 1).score());
        add(flags, Reasons.LOOKS_LIKE_ANOTHER, neighbours.other(), lookalike, key);
        double duplicate = gates.duplicateSimilarity().orElse(duplicateSimilarity.orElse(Double.POSITIVE_INFINITY));
        add(flags, Reasons.NEAR_DUPLICATE, neighbours.own(), duplicate, key);
        return flags;
    }

    private static void add(
            List<Flag> flags, String reason, @Nullable Neighbour neighbour, double from, ExemplarKey key) {
        if (neighbour != null && neighbour.similarity() >= from) {
            flags.add(
                    new Flag(reason, new ExemplarKey(key.gallery(), neighbour.subject(), neighbour.exemplar()).text()));
        }
    }
}
