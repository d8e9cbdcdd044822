package io.siamese.service.verification;

import io.siamese.events.MatchDecision;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Writes a decision to its probe's own partition number: no two clients need to agree on a hash. */
public final class SourcePartition implements StreamPartitioner<byte[], MatchDecision> {
    private final Map<Integer, Optional<Set<Integer>>> known = new ConcurrentHashMap<>();

    @Override
    public Optional<Set<Integer>> partitions(String topic, byte[] key, MatchDecision decision, int partitions) {
        return known.computeIfAbsent(decision.getSource().getPartition(), partition -> Optional.of(Set.of(partition)));
    }
}
