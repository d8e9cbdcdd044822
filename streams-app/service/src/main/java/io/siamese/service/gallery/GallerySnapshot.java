package io.siamese.service.gallery;

import io.siamese.encoder.vector.Similarity;
import io.siamese.service.matching.Policy;
import io.vavr.collection.HashMap;
import org.jspecify.annotations.Nullable;

/**
 * All galleries at one epoch. Immutable, so any thread may read it while the galleries go on.
 *
 * @param galleries by name; none is empty
 * @param templates in all of them
 * @param policies by gallery; the empty name is that of every gallery without one
 * @param activeEncoder the encoder that the log names; null while it names none
 * @param epoch offset of the last record applied; -1 before the first
 */
public record GallerySnapshot(
        HashMap<String, Gallery> galleries,
        int templates,
        HashMap<String, Policy> policies,
        @Nullable String activeEncoder,
        long epoch) {
    private static final String EVERY_OTHER = "";

    static GallerySnapshot emptySnapshot() {
        return new GallerySnapshot(HashMap.empty(), 0, HashMap.empty(), null, -1);
    }

    /** Gives every template to a consumer: its gallery's name, its subject's, its own, and its exemplar's offset. */
    public void forEachTemplate(TemplateConsumer consumer) {
        galleries.forEach((name, gallery) -> {
            for (int i = 0; i < gallery.templates(); i++) {
                TemplateRow row = gallery.panels().row(i);
                consumer.accept(name, row.subject(), row.exemplar(), row.exemplarOffset());
            }
        });
    }

    /** Takes what {@link #forEachTemplate} gives. */
    public interface TemplateConsumer {
        void accept(String gallery, String subject, String exemplar, long exemplarOffset);
    }

    /** Whether a gallery holds a template of this name. */
    public boolean holdsTemplate(String gallery, String subject, String exemplar) {
        Gallery templates = gallery(gallery);
        return templates != null && templates.holdsTemplate(subject, exemplar);
    }

    /** The same templates and active encoder, to be changed by another thread than the original; no policies, no means. */
    GallerySnapshot separate() {
        return new GallerySnapshot(
                galleries.mapValues(Gallery::separate), templates, HashMap.empty(), activeEncoder, epoch);
    }

    @Nullable
    Gallery gallery(String name) {
        return galleries.getOrElse(name, null);
    }

    /** The policy that the log names for a gallery; null: none. */
    @Nullable
    Policy policy(String gallery) {
        Policy own = policies.getOrElse(gallery, null);
        return own == null ? policies.getOrElse(EVERY_OTHER, null) : own;
    }

    /** With a gallery in another version of its own; an empty one is forgotten. */
    GallerySnapshot withGallery(String name, Gallery gallery) {
        Gallery before = galleries.getOrElse(name, null);
        int added = gallery.templates() - (before == null ? 0 : before.templates());
        return new GallerySnapshot(
                gallery.isEmpty() ? galleries.remove(name) : galleries.put(name, gallery),
                templates + added,
                policies,
                activeEncoder,
                epoch);
    }

    /** Whether a gallery's policy asks for means. */
    boolean needsMeans(String gallery) {
        Policy policy = policy(gallery);
        return policy != null && policy.scoring().needsMean();
    }

    /** With another policy of a gallery, or of every other; null: without one. */
    GallerySnapshot withPolicy(String gallery, @Nullable Policy policy, Similarity similarity) {
        HashMap<String, Policy> changed = policy == null ? policies.remove(gallery) : policies.put(gallery, policy);
        GallerySnapshot version = new GallerySnapshot(galleries, templates, changed, activeEncoder, epoch);
        HashMap<String, Gallery> kept = galleries.foldLeft(galleries, (all, known) -> {
            Gallery asWanted = known._2.keepingMeans(version.needsMeans(known._1), similarity);
            return asWanted == known._2 ? all : all.put(known._1, asWanted);
        });
        return new GallerySnapshot(kept, templates, changed, activeEncoder, epoch);
    }

    GallerySnapshot withActiveEncoder(@Nullable String encoderId) {
        return new GallerySnapshot(galleries, templates, policies, encoderId, epoch);
    }

    GallerySnapshot withEpoch(long newEpoch) {
        return new GallerySnapshot(galleries, templates, policies, activeEncoder, newEpoch);
    }
}
