package io.siamese.client;

import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicTail;
import io.siamese.schemas.kafka.UnreachableTopicException;
import io.siamese.schemas.key.ExemplarKey;
import io.siamese.schemas.key.MalformedKeyException;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Tells from the statuses which galleries know a subject. It reads the topic of statuses, which holds no image. */
public final class EnrolledKeys {

    private final ContractSettings settings;

    public EnrolledKeys(ContractSettings settings) {
        this.settings = settings;
    }

    /**
     * The galleries in which a subject has, or had, an exemplar with a status that is not cleared.
     *
     * @param subject plain name
     * @throws UnreachableTopicException if the topic of statuses cannot be found
     */
    public Set<String> galleriesOf(String subject) {
        Set<String> galleries = new TreeSet<>();
        String topic = settings.topics().names().exemplarStatus();
        try (TopicTail statuses = TopicTail.open(settings, topic, true)) {
            statuses.readToEnd(record -> {
                ExemplarKey key = parseOrNull(record.key());
                // A tombstone clears the status, and comes after it.
                if (key != null && key.subject().equals(subject) && record.value() != null) {
                    galleries.add(key.gallery());
                }
            });
        }
        return galleries;
    }

    private static @Nullable ExemplarKey parseOrNull(byte @Nullable [] key) {
        try {
            return ExemplarKey.parse(key == null ? new byte[0] : key);
        } catch (MalformedKeyException e) {
            return null;
        }
    }
}
