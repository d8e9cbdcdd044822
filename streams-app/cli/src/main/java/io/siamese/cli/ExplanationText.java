package io.siamese.cli;

import io.siamese.client.VisibleText;
import io.siamese.events.Candidate;
import io.siamese.events.MatchDecision;
import io.siamese.service.matching.PolicyRules;
import io.siamese.service.replay.Explanation;
import io.siamese.service.replay.Explanation.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells people what an explanation says. Names are made safe to show. */
record ExplanationText(Explanation explanation) {

    List<String> renderLines() {
        List<String> lines = new ArrayList<>();
        lines.add(explanation.image().source() + ": " + describeOutcome());
        lines.add("  decision   " + explanation.place() + ", written " + explanation.writtenAt());
        lines.add("  image      " + describeImage());
        explanation
                .decision()
                .getCandidates()
                .forEach(candidate -> lines.add("  candidate  " + describeCandidate(candidate)));
        lines.add("  policy     " + describePolicy());
        lines.add("  threshold  " + describeThreshold());
        lines.add("  encoder    " + describeEncoder());
        lines.add("  gallery    " + describeGallery());
        explanation
                .gallery()
                .references()
                .forEach(reference -> lines.add("  reference  " + describeReference(reference)));
        if (explanation.gallery().doubt() != null) {
            lines.add("  doubt      " + explanation.gallery().doubt());
        }
        String detail = explanation.replay().detail();
        lines.add("  replay     " + explanation.replay().kind() + (detail.isEmpty() ? "" : ": " + detail));
        return lines.stream().map(VisibleText::of).toList();
    }

    private MatchDecision decision() {
        return explanation.decision();
    }

    private String describeOutcome() {
        return decision().getOutcome()
                + labelIfPresent(" ", decision().getSubject())
                + labelIfPresent(" ", decision().getReason())
                + (decision().getClaimedSubject() == null
                        ? ", searched for in gallery " + decision().getGallery()
                        : ", claimed to be " + decision().getClaimedSubject() + " of gallery "
                                + decision().getGallery());
    }

    private String describeImage() {
        Explanation.Image image = explanation.image();
        String id = "id " + decision().getImageId();
        if (!image.isThere()) {
            return id + ", not there any more";
        }
        String content = image.uri() == null ? image.bytes() + " bytes" : "at " + image.uri();
        return id + ", " + content + labelIfPresent(", SHA-256 ", image.sha256()) + ", published "
                + image.publishedAt();
    }

    private String describeCandidate(Candidate candidate) {
        return candidate.getSubject() + labelIfPresent(", score ", formatNumber(candidate.getScore()))
                + labelIfPresent(", similarity ", formatNumber(candidate.getSimilarity())) + " with exemplar "
                + candidate.getExemplar();
    }

    private String describePolicy() {
        PolicyRules policy = explanation.rules().policy();
        String name = decision().getPolicy().isEmpty()
                ? "none was applied"
                : decision().getPolicy() + " version " + decision().getPolicyVersion();
        if (policy == null) {
            return name + (decision().getPolicy().isEmpty() ? "" : ", not known any more");
        }
        return name + ", by "
                + (explanation.rules().record() < 0
                        ? "the settings"
                        : "record " + explanation.rules().record() + " of the gallery log")
                + labelIfPresent(": FMR ", policy.targetFmr()) + labelIfPresent(", FPIR ", policy.targetFpir())
                + labelIfPresent(": fixed ", policy.fixedThreshold()) + ", fusion " + policy.fusion();
    }

    private String describeThreshold() {
        return (decision().getThreshold() == null ? "" : formatNumber(decision().getThreshold()) + ", ")
                + explanation.thresholdFrom()
                + labelIfPresent("; expected FMR ", decision().getExpectedFmr())
                + labelIfPresent("; expected FPIR ", decision().getExpectedFpir())
                + labelIfPresent("; noise ", decision().getNoise());
    }

    private String describeEncoder() {
        Explanation.EncoderUsed encoder = explanation.encoder();
        return decision().getEncoderId()
                + (encoder.since() < 0 ? "" : ", decides by record " + encoder.since() + " of the gallery log")
                + (encoder.isLoaded() ? "" : ", not loaded here")
                + labelIfPresent(", calibration ", decision().getCalibrationId())
                + labelIfPresent(" made on ", encoder.madeOn());
    }

    private String describeGallery() {
        Explanation.GalleryThen gallery = explanation.gallery();
        String place = decision().getGallery() + " at epoch " + decision().getGalleryEpoch() + " of log "
                + decision().getGalleryLog();
        return gallery.digest().isEmpty()
                ? place
                : place + ": " + gallery.subjects() + " subjects, " + gallery.templates() + " templates, digest "
                        + gallery.digest();
    }

    private static String describeReference(Reference reference) {
        return reference.key() + " " + reference.kind() + ", record " + reference.record() + ", image "
                + reference.image() + labelIfPresent(", SHA-256 ", reference.imageSha256()) + ", enrolled "
                + reference.enrolledAt() + labelIfPresent(", valid until ", reference.validUntil());
    }

    private static @Nullable String formatNumber(@Nullable Float number) {
        return number == null ? null : String.format(Locale.ROOT, "%.3f", number);
    }

    private static String labelIfPresent(String name, @Nullable Object value) {
        return value == null || value.toString().isEmpty() ? "" : name + value;
    }
}
