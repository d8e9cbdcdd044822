package io.siamese.service.replay;

import io.siamese.events.MatchDecision;
import io.siamese.schemas.kafka.BrokerAnswer;
import io.siamese.schemas.serde.EventReader;
import io.siamese.schemas.serde.Incoming;
import io.siamese.service.logs.LogCursor;
import io.siamese.service.logs.LogReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Finds decisions in their topic. The admin client belongs to the caller. */
final class RecordedDecisions {
    private final LogReader reader;
    private final Admin admin;
    private final EventReader<MatchDecision> values;
    private final String topic;

    RecordedDecisions(LogReader reader, Admin admin, EventReader<MatchDecision> values, String topic) {
        this.reader = reader;
        this.admin = admin;
        this.values = values;
        this.topic = topic;
    }

    /**
     * The decisions of a time.
     *
     * @param from when the broker took the first one, inclusive
     * @param to likewise of the last, exclusive
     */
    List<Recorded> between(List<Integer> partitions, Instant from, Instant to, Predicate<MatchDecision> wanted) {
        List<Recorded> found = new ArrayList<>();
        for (int partition : partitions) {
            TopicPartition place = new TopicPartition(topic, partition);
            OptionalLong first = firstSince(place, from);
            if (first.isPresent()) {
                readPartition(place, first.getAsLong(), to, wanted, found);
            }
        }
        return found;
    }

    private OptionalLong firstSince(TopicPartition place, Instant from) {
        long offset = BrokerAnswer.await(admin.listOffsets(Map.of(place, OffsetSpec.forTimestamp(from.toEpochMilli())))
                        .partitionResult(place))
                .offset();
        return offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset);
    }

    private void readPartition(
            TopicPartition place, long first, Instant to, Predicate<MatchDecision> wanted, List<Recorded> found) {
        try (LogCursor cursor = reader.openCursor(place)) {
            cursor.seek(first);
            cursor.readUpTo(cursor.committedEnd(), record -> {
                boolean isOfTime = record.timestamp() < to.toEpochMilli();
                if (isOfTime
                        && values.read(record.value(), record.headers())
                                instanceof Incoming.Readable<MatchDecision> value
                        && wanted.test(value.value())) {
                    found.add(new Recorded(value.value(), place.partition(), record.offset(), record.timestamp()));
                }
                return isOfTime;
            });
        }
    }
}
