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

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(explanation.image().source() + ": " + outcome());
        lines.add("  decision   " + explanation.place() + ", written " + explanation.writtenAt());
        lines.add("  image      " + image());
        explanation.decision().getCandidates().forEach(candidate -> lines.add("  candidate  " + candidate(candidate)));
        lines.add("  policy     " + policy());
        lines.add("  threshold  " + threshold());
        lines.add("  encoder    " + encoder());
        lines.add("  gallery    " + gallery());
        explanation.gallery().references().forEach(reference -> lines.add("  reference  " + reference(reference)));
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

    private String outcome() {
        return decision().getOutcome()
                + part(" ", decision().getSubject())
                + part(" ", decision().getReason())
                + (decision().getClaimedSubject() == null
                        ? ", searched for in gallery " + decision().getGallery()
                        : ", claimed to be " + decision().getClaimedSubject() + " of gallery "
                                + decision().getGallery());
    }

    private String image() {
        Explanation.Image image = explanation.image();
        String id = "id " + decision().getImageId();
        if (!image.isThere()) {
            return id + ", not there any more";
        }
        String content = image.uri() == null ? image.bytes() + " bytes" : "at " + image.uri();
        return id + ", " + content + part(", SHA-256 ", image.sha256()) + ", published " + image.publishedAt();
    }

    private String candidate(Candidate candidate) {
        return candidate.getSubject() + part(", score ", number(candidate.getScore()))
                + part(", similarity ", number(candidate.getSimilarity())) + " with exemplar "
                + candidate.getExemplar();
    }

    private String policy() {
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
                + part(": FMR ", policy.targetFmr()) + part(", FPIR ", policy.targetFpir())
                + part(": fixed ", policy.fixedThreshold()) + ", fusion " + policy.fusion();
    }

    private String threshold() {
        return (decision().getThreshold() == null ? "" : number(decision().getThreshold()) + ", ")
                + explanation.thresholdFrom()
                + part("; expected FMR ", decision().getExpectedFmr())
                + part("; expected FPIR ", decision().getExpectedFpir())
                + part("; noise ", decision().getNoise());
    }

    private String encoder() {
        Explanation.EncoderUsed encoder = explanation.encoder();
        return decision().getEncoderId()
                + (encoder.since() < 0 ? "" : ", decides by record " + encoder.since() + " of the gallery log")
                + (encoder.isLoaded() ? "" : ", not loaded here")
                + part(", calibration ", decision().getCalibrationId())
                + part(" made on ", encoder.madeOn());
    }

    private String gallery() {
        Explanation.GalleryThen gallery = explanation.gallery();
        String place = decision().getGallery() + " at epoch " + decision().getGalleryEpoch() + " of log "
                + decision().getGalleryLog();
        return gallery.digest().isEmpty()
                ? place
                : place + ": " + gallery.subjects() + " subjects, " + gallery.templates() + " templates, digest "
                        + gallery.digest();
    }

    private static String reference(Reference reference) {
        return reference.key() + " " + reference.kind() + ", record " + reference.record() + ", image "
                + reference.image() + part(", SHA-256 ", reference.imageSha256()) + ", enrolled "
                + reference.enrolledAt() + part(", valid until ", reference.validUntil());
    }

    private static @Nullable String number(@Nullable Float number) {
        return number == null ? null : String.format(Locale.ROOT, "%.3f", number);
    }

    private static String part(String name, @Nullable Object value) {
        return value == null || value.toString().isEmpty() ? "" : name + value;
    }
}
