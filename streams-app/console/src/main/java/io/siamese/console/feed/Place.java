package io.siamese.console.feed;

import io.siamese.events.Source;

/** Where a record is: what tells decisions about equal image ids apart. */
public record Place(String topic, int partition, long offset) {

    /** The place that a decision or a verdict names. */
    public static Place of(Source source) {
        return new Place(source.getTopic(), source.getPartition(), source.getOffset());
    }
}
