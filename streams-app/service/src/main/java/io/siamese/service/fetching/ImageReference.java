package io.siamese.service.fetching;

import org.jspecify.annotations.Nullable;

/**
 * Says where a record's image lies, and for whom it is fetched. Several applications may read one topic, and each takes the images
 * for itself.
 *
 * @param taker the application that takes the image; empty if there is only one
 * @param topic where the record was read, with partition and offset
 * @param uri as its publisher wrote it; may hold credentials, so it is in no log
 * @param sha256 digest that its publisher states, or null
 */
public record ImageReference(
        String taker,
        String topic,
        int partition,
        long offset,
        String uri,
        @Nullable String sha256) {
    /** Of an image that only one application takes. */
    public ImageReference(String topic, int partition, long offset, String uri, @Nullable String sha256) {
        this("", topic, partition, offset, uri, sha256);
    }

    /** The same image, for one of several applications. */
    public ImageReference takenBy(String application) {
        return new ImageReference(application, topic, partition, offset, uri, sha256);
    }

    /** Tells apart what is fetched: records, and who takes their images. */
    record Place(String taker, String topic, int partition, long offset) {
        boolean isOfPartition(Place other) {
            return partition == other.partition && topic.equals(other.topic) && taker.equals(other.taker);
        }
    }

    Place place() {
        return new Place(taker, topic, partition, offset);
    }

    /** Without the URI, which may hold credentials. */
    @Override
    public String toString() {
        return topic + "-" + partition + "-" + offset;
    }
}
