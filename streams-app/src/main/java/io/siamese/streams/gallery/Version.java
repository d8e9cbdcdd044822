package io.siamese.streams.gallery;

import org.jspecify.annotations.Nullable;

/**
 * All galleries at one epoch. Immutable.
 *
 * @param galleries by name; none is empty
 * @param templates in all of them
 * @param activeEncoder the encoder that the log names; null while it names none
 * @param epoch offset of the last record applied; -1 before the first
 */
record Version(
        NameMap<Gallery> galleries, int templates, @Nullable String activeEncoder, long epoch) {
    static Version first() {
        return new Version(new NameMap<>(), 0, null, -1);
    }

    @Nullable
    Gallery gallery(String name) {
        return galleries.get(name);
    }

    /** With a gallery in another version of its own; an empty one is forgotten. */
    Version with(String name, Gallery gallery) {
        Gallery before = galleries.get(name);
        int added = gallery.templates() - (before == null ? 0 : before.templates());
        return new Version(
                gallery.isEmpty() ? galleries.without(name) : galleries.with(name, gallery),
                templates + added,
                activeEncoder,
                epoch);
    }

    Version withActiveEncoder(@Nullable String encoderId) {
        return new Version(galleries, templates, encoderId, epoch);
    }

    Version at(long newEpoch) {
        return new Version(galleries, templates, activeEncoder, newEpoch);
    }
}
