package io.siamese.service.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.siamese.events.Candidate;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.MatchDecision;
import io.siamese.events.Template;
import io.siamese.schemas.gallerylog.GalleryLogRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.ActiveEncoderRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.PolicyRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.RemovalRecord;
import io.siamese.schemas.gallerylog.GalleryLogRecord.TemplateRecord;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import io.siamese.schemas.key.MalformedKeyException;
import io.siamese.service.flow.Images;
import io.siamese.service.matching.PolicyRules;
import io.siamese.service.replay.Explanation.GalleryThen;
import io.siamese.service.replay.Explanation.Reference;
import io.siamese.service.replay.Explanation.Rules;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects, from the gallery log up to a decision's epoch, what the decision was about and by which rules. For one thread. */
final class GalleryThenReader {
    private final MatchDecision decision;
    private final String exemplars;
    private final TreeMap<String, Reference> references = new TreeMap<>();
    private @Nullable Rules own;
    private @Nullable Rules ofEveryOther;
    private long encoderSince = -1;

    /** @param exemplars name of the topic of exemplars */
    GalleryThenReader(MatchDecision decision, String exemplars) {
        this.decision = decision;
        this.exemplars = exemplars;
    }

    /** Takes the log's next record. */
    void noteRecord(long offset, GalleryLogRecord record) {
        if (offset > decision.getGalleryEpoch()) {
            return;
        }
        if (record instanceof TemplateRecord template) {
            relevantKey(template.key()).ifPresent(key -> putReference(offset, key, template.usable()));
        } else if (record instanceof RemovalRecord removal) {
            relevantKey(removal.key()).ifPresent(key -> references.remove(key.text()));
        } else if (record instanceof PolicyRecord policy) {
            notePolicy(offset, policy);
        } else if (record instanceof ActiveEncoderRecord active
                && active.encoder() != null
                && active.encoder().getEncoderId().equals(decision.getEncoderId())) {
            encoderSince = offset;
        }
    }

    /** Of a template of the decision's encoder in its gallery. */
    private Optional<ExemplarKey> relevantKey(TemplateKey key) {
        try {
            return Optional.of(key.exemplar())
                    .filter(exemplar -> key.encoderId().equals(decision.getEncoderId())
                            && exemplar.gallery().equals(decision.getGallery()));
        } catch (MalformedKeyException e) {
            return Optional.empty();
        }
    }

    private void putReference(long offset, ExemplarKey key, @Nullable Template template) {
        if (template == null) {
            references.remove(key.text());
            return;
        }
        references.put(
                key.text(),
                new Reference(
                        key.text(),
                        key.subject(),
                        key.exemplar(),
                        template.getKind().name(),
                        offset,
                        exemplars + "-0-" + template.getExemplarOffset(),
                        template.getImageSha256(),
                        template.getEnrolledAt(),
                        template.getValidUntil()));
    }

    private void notePolicy(long offset, PolicyRecord record) {
        EffectivePolicy policy = record.policy();
        Rules rules = policy == null ? null : new Rules(PolicyRules.of(policy), offset);
        if (record.key().isOfEveryOther()) {
            ofEveryOther = rules;
        } else if (record.key().gallery().equals(decision.getGallery())) {
            own = rules;
        }
    }

    /** The policy that the log named; empty: none, so that the settings count. */
    Optional<Rules> rulesInForce() {
        return Optional.ofNullable(own == null ? ofEveryOther : own);
    }

    /** Offset of the record that made the decision's encoder the one that decides; -1: not there. */
    long encoderSince() {
        return encoderSince;
    }

    /** @param doubt why this may not be all; null: it is all */
    GalleryThen gallery(@Nullable String doubt) {
        Set<String> subjects =
                references.values().stream().map(Reference::subject).collect(Collectors.toSet());
        return new GalleryThen(subjects.size(), references.size(), doubt, referencesDigest(), relevantReferences());
    }

    private String referencesDigest() {
        StringBuilder lines = new StringBuilder();
        references
                .values()
                .forEach(reference -> lines.append(reference.key())
                        .append(' ')
                        .append(reference.record())
                        .append(' ')
                        .append(reference.imageSha256())
                        .append('\n'));
        return Images.sha256(ByteBuffer.wrap(lines.toString().getBytes(UTF_8)));
    }

    private List<Reference> relevantReferences() {
        Set<String> subjects = new TreeSet<>(
                decision.getCandidates().stream().map(Candidate::getSubject).toList());
        if (decision.getClaimedSubject() != null) {
            subjects.add(decision.getClaimedSubject());
        }
        return references.values().stream()
                .filter(reference -> subjects.contains(reference.subject()))
                .toList();
    }
}
