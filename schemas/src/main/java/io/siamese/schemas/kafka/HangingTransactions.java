package io.siamese.schemas.kafka;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.jspecify.annotations.Nullable;

/**
 * Finds transactions that hang. A coordinator that ends a transaction passes over the partitions that have no leader at that
 * moment, as if they were deleted. So when all brokers of a partition were down, a transaction may stay open there for good.
 *
 * <p>The admin client belongs to the caller.
 */
final class HangingTransactions {
    private record Open(HangingTransaction transaction, Instant lastRecord) {}

    private final Admin admin;
    private final StableOffsets offsets;

    HangingTransactions(Admin admin) {
        this.admin = admin;
        offsets = new StableOffsets(admin);
    }

    /**
     * Looks at the partitions first, then at the coordinators, then at the partitions again: what ended in between does not hang.
     * A producer that no coordinator knows may be one whose coordinator does not answer now. Its transaction hangs once it is
     * older than any may be. Partitions that may not be looked at are left out.
     */
    List<HangingTransaction> find(Collection<TopicPartition> partitions) {
        List<Open> candidates = openIn(partitions);
        if (candidates.isEmpty()) {
            return List.of();
        }
        Map<Long, TransactionDescription> known = describe(candidates);
        candidates.removeIf(open -> mayEnd(open, known.get(open.transaction().producerId())));
        Set<HangingTransaction> still =
                openIn(candidates.stream()
                                .map(open -> open.transaction().partition())
                                .collect(toSet()))
                        .stream()
                        .map(Open::transaction)
                        .collect(toSet());
        return candidates.stream()
                .map(Open::transaction)
                .filter(still::contains)
                .toList();
    }

    /** Ends it as one that was given up. */
    void abort(HangingTransaction hanging) {
        BrokerAnswer.await(admin.abortTransaction(new AbortTransactionSpec(
                        hanging.partition(), hanging.producerId(), hanging.producerEpoch(), hanging.coordinatorEpoch()))
                .all());
    }

    private boolean mayEnd(Open open, @Nullable TransactionDescription known) {
        if (known != null) {
            return known.topicPartitions().contains(open.transaction().partition());
        }
        OptionalLong longest = offsets.longestTransaction();
        return longest.isEmpty()
                || Duration.between(open.lastRecord(), Instant.now()).toMillis() < 2 * longest.getAsLong();
    }

    private List<Open> openIn(Collection<TopicPartition> partitions) {
        List<Open> open = new ArrayList<>();
        DescribeProducersResult answers = admin.describeProducers(partitions);
        for (TopicPartition partition : partitions) {
            producersOf(partition, answers).stream()
                    .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                    .forEach(producer -> open.add(new Open(
                            new HangingTransaction(
                                    partition,
                                    producer.producerId(),
                                    producer.currentTransactionStartOffset().getAsLong(),
                                    (short) producer.producerEpoch(),
                                    producer.coordinatorEpoch().orElse(0)),
                            Instant.ofEpochMilli(producer.lastTimestamp()))));
        }
        return open;
    }

    private static List<ProducerState> producersOf(TopicPartition partition, DescribeProducersResult answers) {
        try {
            return BrokerAnswer.await(answers.partitionResult(partition)).activeProducers();
        } catch (KafkaException e) {
            if (e.getCause() instanceof AuthorizationException) {
                return List.of();
            }
            throw e;
        }
    }

    private Map<Long, TransactionDescription> describe(List<Open> candidates) {
        Set<Long> producers =
                candidates.stream().map(open -> open.transaction().producerId()).collect(toSet());
        Collection<TransactionListing> listed =
                BrokerAnswer.await(admin.listTransactions(new ListTransactionsOptions().filterProducerIds(producers))
                        .all());
        Map<Long, TransactionDescription> known = new HashMap<>();
        for (TransactionListing each : listed) {
            describe(each.transactionalId(), known);
        }
        return known;
    }

    private void describe(String transactionalId, Map<Long, TransactionDescription> known) {
        try {
            TransactionDescription description = BrokerAnswer.await(
                    admin.describeTransactions(List.of(transactionalId)).description(transactionalId));
            known.put(description.producerId(), description);
        } catch (KafkaException e) {
            if (!(e.getCause() instanceof TransactionalIdNotFoundException)) {
                throw e;
            }
        }
    }
}
