package io.siamese.service.verification;

import io.siamese.events.MatchDecision;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Writes a decision to its probe's own partition number: no two clients need to agree on a hash. */
public final class SourcePartition implements StreamPartitioner<byte[], MatchDecision> {
    @Override
    public Optional<Set<Integer>> partitions(String topic, byte[] key, MatchDecision decision, int partitions) {
        return Optional.of(Set.of(decision.getSource().getPartition()));
    }
}
