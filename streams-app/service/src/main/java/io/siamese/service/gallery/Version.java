package io.siamese.service.gallery;

import io.siamese.encoder.vector.Similarity;
import io.siamese.service.matching.Policy;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * All galleries at one epoch. Immutable.
 *
 * @param galleries by name; none is empty
 * @param templates in all of them
 * @param policies by gallery; the empty name is that of every gallery without one
 * @param activeEncoder the encoder that the log names; null while it names none
 * @param epoch offset of the last record applied; -1 before the first
 */
record Version(
        NameMap<Gallery> galleries,
        int templates,
        NameMap<Policy> policies,
        @Nullable String activeEncoder,
        long epoch) {
    private static final String EVERY_OTHER = "";

    static Version first() {
        return new Version(new NameMap<>(), 0, new NameMap<>(), null, -1);
    }

    @Nullable
    Gallery gallery(String name) {
        return galleries.get(name);
    }

    /** The policy that the log names for a gallery; null: none. */
    @Nullable
    Policy policy(String gallery) {
        Policy own = policies.get(gallery);
        return own == null ? policies.get(EVERY_OTHER) : own;
    }

    /** With a gallery in another version of its own; an empty one is forgotten. */
    Version with(String name, Gallery gallery) {
        Gallery before = galleries.get(name);
        int added = gallery.templates() - (before == null ? 0 : before.templates());
        return new Version(
                gallery.isEmpty() ? galleries.without(name) : galleries.with(name, gallery),
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
    Version withPolicy(String gallery, @Nullable Policy policy, Similarity similarity) {
        NameMap<Policy> changed = policy == null ? policies.without(gallery) : policies.with(gallery, policy);
        Version version = new Version(galleries, templates, changed, activeEncoder, epoch);
        AtomicReference<NameMap<Gallery>> kept = new AtomicReference<>(galleries);
        galleries.forEach((name, known) -> {
            Gallery asWanted = known.keepingMeans(version.needsMeans(name), similarity);
            if (asWanted != known) {
                kept.set(kept.get().with(name, asWanted));
            }
        });
        return new Version(kept.get(), templates, changed, activeEncoder, epoch);
    }

    Version withActiveEncoder(@Nullable String encoderId) {
        return new Version(galleries, templates, policies, encoderId, epoch);
    }

    Version at(long newEpoch) {
        return new Version(galleries, templates, policies, activeEncoder, newEpoch);
    }
}
