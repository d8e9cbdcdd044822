package io.siamese.service.replay;

import io.siamese.schemas.topic.TopicNames;
import io.siamese.service.logs.LogReader;
import io.siamese.service.replay.SourceName.Place;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** Says why there is no decision on an image. */
final class MissingDecision {
    private final LogReader reader;
    private final TopicNames topics;

    MissingDecision(LogReader reader, TopicNames topics) {
        this.reader = reader;
        this.topics = topics;
    }

    /** The partition of a place, if there is one of this number. */
    int checked(Place place, List<Integer> partitions) {
        if (!partitions.contains(place.partition())) {
            throw new NotExplainedException(
                    topics.images() + " has no partition " + place.partition() + ": it has " + partitions.size());
        }
        return place.partition();
    }

    NotExplainedException exception(SourceName name) {
        Place place = name.place();
        return new NotExplainedException(
                place != null
                        ? "no decision on " + name.text() + ": " + describeAbsence(place)
                        : "no decision on an image with the id " + name.text() + " is in " + topics.matchDecisions()
                                + "; coordinates look like " + topics.images() + "-0-41");
    }

    private String describeAbsence(Place place) {
        TopicPartition images = new TopicPartition(topics.images(), place.partition());
        long end = reader.endOffset(images);
        if (place.offset() >= end) {
            return "there is no such image, the partition ends at offset " + end;
        }
        long start = reader.startOffset(images);
        return place.offset() < start
                ? "the image is past its retention, the partition starts at offset " + start
                        + ", and no decision on it is left"
                : "it is not decided yet, its decision is past the retention of " + topics.matchDecisions()
                        + ", or the offset is a transaction's marker";
    }
}
