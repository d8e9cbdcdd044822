package io.siamese.service.fetching;

import org.jspecify.annotations.Nullable;

/**
 * Says where a record's image lies.
 *
 * @param topic where the record was read, with partition and offset
 * @param uri as its publisher wrote it; may hold credentials, so it is in no log
 * @param sha256 digest that its publisher states, or null
 */
public record ImageReference(
        String topic,
        int partition,
        long offset,
        String uri,
        @Nullable String sha256) {
    /** Tells records apart. */
    record Place(String topic, int partition, long offset) {
        boolean isOfPartition(Place other) {
            return partition == other.partition && topic.equals(other.topic);
        }
    }

    Place place() {
        return new Place(topic, partition, offset);
    }

    /** Without the URI, which may hold credentials. */
    @Override
    public String toString() {
        return topic + "-" + partition + "-" + offset;
    }
}
