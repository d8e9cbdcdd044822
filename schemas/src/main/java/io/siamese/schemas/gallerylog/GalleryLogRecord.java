package io.siamese.schemas.gallerylog;

import io.siamese.events.ActiveEncoder;
import io.siamese.events.EffectivePolicy;
import io.siamese.events.Template;
import io.siamese.schemas.key.GalleryLogKey.PolicyKey;
import io.siamese.schemas.key.GalleryLogKey.TemplateKey;
import org.jspecify.annotations.Nullable;

/** A record of the gallery log says one of these things. Example: {@code if (record instanceof RemovalRecord removal)}. */
public sealed interface GalleryLogRecord {

    /**
     * A template is enrolled or replaced.
     *
     * @param template the value, its numbers decrypted; null: it cannot be read
     * @param sealedBecause why its numbers stay encrypted, one of {@link io.siamese.schemas.Reasons}; null: they do not
     */
    record TemplateRecord(
            TemplateKey key,
            @Nullable Template template,
            @Nullable String sealedBecause) implements GalleryLogRecord {
        /** A template that nobody encrypted, or that cannot be read. */
        public TemplateRecord(TemplateKey key, @Nullable Template template) {
            this(key, template, null);
        }

        /** The template, if there are numbers to compare; null: it cannot be read or decrypted. */
        public @Nullable Template usable() {
            return sealedBecause == null ? template : null;
        }
    }

    /** There is no template of this key from here on, if there ever was one. */
    record RemovalRecord(TemplateKey key) implements GalleryLogRecord {}

    /**
     * An encoder decides from here on.
     *
     * @param encoder null: none does, or the value cannot be read
     */
    record ActiveEncoderRecord(@Nullable ActiveEncoder encoder) implements GalleryLogRecord {}

    /**
     * A policy begins or ends to be in force.
     *
     * @param policy null: it ends, or the value cannot be read
     * @param unreadable whether there is a value that cannot be read
     * @param answer the same record as an answer to a request
     */
    record PolicyRecord(PolicyKey key, @Nullable EffectivePolicy policy, boolean unreadable, PolicyAnswer answer)
            implements GalleryLogRecord {}

    /** A request for a policy is refused; the policy in force stays. */
    record RefusalRecord(PolicyAnswer answer) implements GalleryLogRecord {}

    /** The application of an encoder that does not decide says, when it is asked for, whether its encoder could. */
    record StandingRecord(EncoderStanding standing) implements GalleryLogRecord {}

    /** A record under a key that no release knows, or of a later release. */
    record UnknownRecord() implements GalleryLogRecord {}

    /**
     * What a record answers.
     *
     * @param requestKey key in topic policies, a character a byte
     * @param encoderId whose application answered; null: not stated
     * @param source offset of the request in topic policies; -1: of none
     * @param calibrationId that the request was checked against; null: none, or it was not checked
     */
    record PolicyAnswer(
            String requestKey,
            @Nullable String encoderId,
            long source,
            @Nullable String calibrationId) {}
}
