package io.siamese.service.verification;

import io.siamese.events.MatchDecision;
import io.siamese.service.batching.Comparison;
import io.siamese.service.matching.Judge;
import io.siamese.service.matching.Policy;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Decides outside of Kafka Streams, for the benchmark: what a plain consume-produce loop would write, with the same words
 * as {@link ProbeVerifier}. Knows neither dead letters nor {@code minEpoch}. Not thread-safe.
 */
public final class PlainVerifier {
    private final SubmissionReader submissions = new SubmissionReader();
    private final Decisions decisions;

    public PlainVerifier(Judge judge, Policy policy, DecidedBy decidedBy) {
        decisions = new Decisions(judge, policy, decidedBy);
    }

    /**
     * The decision about a record of the topic images.
     *
     * @param now time of the decision, milliseconds
     */
    public MatchDecision decide(ConsumerRecord<byte[], byte[]> record, PreparedProbe prepared, long now) {
        Submission submission = submissions.read(
                new Record<>(record.key(), prepared.incoming(), record.timestamp(), record.headers()),
                new Position(record.topic(), record.partition(), record.offset()));
        if (submission.rejection() != null) {
            return decisions.rejected(submission, submission.rejection(), now);
        }
        return prepared.comparison() instanceof Comparison.Compared compared
                ? decisions.judged(submission, compared.found(), now)
                : decisions.rejected(submission, ((Comparison.Unreadable) prepared.comparison()).reason(), now);
    }

    private record Position(String topic, int partition, long offset) implements RecordMetadata {}
}
