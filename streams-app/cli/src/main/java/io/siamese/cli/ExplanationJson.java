package io.siamese.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.siamese.schemas.json.EventJson;
import io.siamese.service.matching.PolicyRules;
import io.siamese.service.replay.Explanation;
import io.siamese.service.replay.Explanation.Reference;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes an explanation as JSON. The decision in it is as {@code ./siamese watch --json} writes it. */
final class ExplanationJson {
    private final JsonMapper mapper = new JsonMapper();

    /** One line, without a line break. */
    String toJsonLine(Explanation explanation) {
        ObjectNode line = mapper.createObjectNode();
        line.put("source", explanation.image().source());
        line.put("decisionAt", explanation.place());
        line.put("writtenAt", explanation.writtenAt().toString());
        line.set("decision", decisionNode(explanation));
        line.set("image", imageNode(explanation.image()));
        line.set("policy", policyNode(explanation.rules()));
        line.put("thresholdFrom", explanation.thresholdFrom());
        line.set("encoder", encoderNode(explanation));
        line.set("gallery", galleryNode(explanation));
        line.putObject("replay")
                .put("result", explanation.replay().kind().name())
                .put("detail", explanation.replay().detail());
        return line.toString();
    }

    private JsonNode decisionNode(Explanation explanation) {
        try {
            return mapper.readTree(new EventJson().line(explanation.decision()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a decision in JSON cannot be read again", e);
        }
    }

    private ObjectNode imageNode(Explanation.Image image) {
        return mapper.createObjectNode()
                .put("isThere", image.isThere())
                .put("publishedAt", timeText(image.publishedAt()))
                .put("bytes", image.bytes())
                .put("sha256", image.sha256())
                .put("uri", image.uri());
    }

    private ObjectNode policyNode(Explanation.Rules rules) {
        PolicyRules policy = rules.policy();
        ObjectNode node = mapper.createObjectNode().put("isKnown", policy != null);
        if (policy != null) {
            node.put("name", policy.name())
                    .put("version", policy.version())
                    .put("galleryLogRecord", rules.record() < 0 ? null : rules.record())
                    .put("targetFmr", policy.targetFmr())
                    .put("targetFpir", policy.targetFpir())
                    .put("fixedThreshold", policy.fixedThreshold())
                    .put("fusion", policy.fusion().name())
                    .put("candidates", policy.candidates());
        }
        return node;
    }

    private ObjectNode encoderNode(Explanation explanation) {
        Explanation.EncoderUsed encoder = explanation.encoder();
        return mapper.createObjectNode()
                .put("id", explanation.decision().getEncoderId())
                .put("galleryLogRecord", encoder.since() < 0 ? null : encoder.since())
                .put("isLoaded", encoder.isLoaded())
                .put("calibrationId", explanation.decision().getCalibrationId())
                .put("calibrationMadeOn", encoder.madeOn());
    }

    private ObjectNode galleryNode(Explanation explanation) {
        Explanation.GalleryThen gallery = explanation.gallery();
        ObjectNode node = mapper.createObjectNode()
                .put("name", explanation.decision().getGallery())
                .put("log", explanation.decision().getGalleryLog())
                .put("epoch", explanation.decision().getGalleryEpoch())
                .put("subjects", gallery.subjects())
                .put("templates", gallery.templates())
                .put("digest", gallery.digest())
                .put("doubt", gallery.doubt());
        ArrayNode references = node.putArray("references");
        gallery.references().forEach(reference -> references.add(referenceNode(reference)));
        return node;
    }

    private ObjectNode referenceNode(Reference reference) {
        return mapper.createObjectNode()
                .put("key", reference.key())
                .put("subject", reference.subject())
                .put("exemplar", reference.exemplar())
                .put("kind", reference.kind())
                .put("galleryLogRecord", reference.record())
                .put("image", reference.image())
                .put("imageSha256", reference.imageSha256())
                .put("enrolledAt", reference.enrolledAt().toString())
                .put("validUntil", timeText(reference.validUntil()));
    }

    private static @Nullable String timeText(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
