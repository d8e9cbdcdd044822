package io.siamese.console.feed;

import io.siamese.events.Source;

/** Names where a record is: topic, partition and offset. Decisions about equal image ids are told apart by it. */
public record Place(String topic, int partition, long offset) {

    /** The place that a decision or a verdict names. */
    public static Place of(Source source) {
        return new Place(source.getTopic(), source.getPartition(), source.getOffset());
    }
}
