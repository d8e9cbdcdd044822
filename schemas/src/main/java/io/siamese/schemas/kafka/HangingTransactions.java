package io.siamese.schemas.kafka;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
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
    /** An open transaction: where it is, and the producer as the partition knows it. */
    private record Open(TopicPartition partition, ProducerState producer) {
        long producerId() {
            return producer.producerId();
        }

        long startOffset() {
            return producer.currentTransactionStartOffset().orElseThrow();
        }

        Duration age() {
            return Duration.between(Instant.ofEpochMilli(producer.lastTimestamp()), Instant.now());
        }

        boolean isSame(Open other) {
            return partition.equals(other.partition)
                    && producerId() == other.producerId()
                    && startOffset() == other.startOffset();
        }

        HangingTransaction hanging(@Nullable String transactionalId) {
            return new HangingTransaction(
                    partition,
                    producerId(),
                    transactionalId,
                    startOffset(),
                    (short) producer.producerEpoch(),
                    producer.coordinatorEpoch().orElse(0));
        }
    }

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
        Map<Long, TransactionListing> known = listed(candidates);
        candidates.removeIf(open -> mayEnd(open, known.get(open.producerId())));
        List<Open> still = openIn(candidates.stream().map(Open::partition).collect(toSet()));
        return candidates.stream()
                .filter(open -> still.stream().anyMatch(open::isSame))
                .map(open -> open.hanging(nameOf(known.get(open.producerId()))))
                .toList();
    }

    private static @Nullable String nameOf(@Nullable TransactionListing listed) {
        return listed == null ? null : listed.transactionalId();
    }

    /** Ends it as one that was given up. */
    void abort(HangingTransaction hanging) {
        BrokerAnswer.await(admin.abortTransaction(new AbortTransactionSpec(
                        hanging.partition(), hanging.producerId(), hanging.producerEpoch(), hanging.coordinatorEpoch()))
                .all());
    }

    private boolean mayEnd(Open open, @Nullable TransactionListing listed) {
        Optional<TransactionDescription> known =
                Optional.ofNullable(listed).flatMap(each -> describe(each.transactionalId()));
        if (known.isPresent()) {
            return known.get().topicPartitions().contains(open.partition());
        }
        OptionalLong longest = offsets.longestTransaction();
        return longest.isEmpty() || open.age().toMillis() < 2 * longest.getAsLong();
    }

    private List<Open> openIn(Collection<TopicPartition> partitions) {
        DescribeProducersResult answers = admin.describeProducers(partitions);
        List<Open> open = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            producersOf(partition, answers).stream()
                    .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                    .forEach(producer -> open.add(new Open(partition, producer)));
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

    private Map<Long, TransactionListing> listed(List<Open> candidates) {
        Set<Long> producers = candidates.stream().map(Open::producerId).collect(toSet());
        return BrokerAnswer.await(admin.listTransactions(new ListTransactionsOptions().filterProducerIds(producers))
                        .all())
                .stream()
                .collect(toMap(TransactionListing::producerId, Function.identity(), (one, other) -> one));
    }

    private Optional<TransactionDescription> describe(String transactionalId) {
        try {
            return Optional.of(BrokerAnswer.await(
                    admin.describeTransactions(List.of(transactionalId)).description(transactionalId)));
        } catch (KafkaException e) {
            if (e.getCause() instanceof TransactionalIdNotFoundException) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
