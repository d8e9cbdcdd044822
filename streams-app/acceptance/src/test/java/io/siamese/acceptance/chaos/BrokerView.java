package io.siamese.acceptance.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Says what the brokers know of enrolment: where its topics end, which transactions are open, and how far each group is. */
final class BrokerView {
    private static final int TIMEOUT_MS = (int) Duration.ofSeconds(10).toMillis();
    private static final List<TopicPartition> LOGS = Stream.of("exemplars", "exemplar-embeddings", "exemplar-status")
            .map(topic -> new TopicPartition(topic, 0))
            .toList();

    private BrokerView() {}

    /** Lines for a person who looks for the reason of a failure. */
    static String describe(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of(
                "bootstrap.servers", bootstrapServers,
                "request.timeout.ms", TIMEOUT_MS,
                "default.api.timeout.ms", TIMEOUT_MS))) {
            return Stream.concat(
                            LOGS.stream().map(log -> describeLog(admin, log)),
                            await(admin.listGroups().all()).stream().map(group -> describeGroup(admin, group)))
                    .collect(Collectors.joining("\n"));
        } catch (ExecutionException e) {
            return "the brokers do not answer: " + e.getCause();
        }
    }

    private static String describeLog(Admin admin, TopicPartition log) {
        try {
            List<Long> open =
                    await(admin.describeProducers(List.of(log)).partitionResult(log)).activeProducers().stream()
                            .filter(producer ->
                                    producer.currentTransactionStartOffset().isPresent())
                            .map(ProducerState::producerId)
                            .toList();
            return log + " ends at " + end(admin, log, IsolationLevel.READ_UNCOMMITTED) + ", committed up to "
                    + end(admin, log, IsolationLevel.READ_COMMITTED) + ", open transactions of producers " + open;
        } catch (ExecutionException e) {
            return log + ": " + e.getCause();
        }
    }

    private static long end(Admin admin, TopicPartition log, IsolationLevel isolation) throws ExecutionException {
        return await(admin.listOffsets(Map.of(log, OffsetSpec.latest()), new ListOffsetsOptions(isolation))
                        .partitionResult(log))
                .offset();
    }

    private static String describeGroup(Admin admin, GroupListing group) {
        String id = group.groupId();
        try {
            return "group " + group + "\n  committed "
                    + await(admin.listConsumerGroupOffsets(id).partitionsToOffsetAndMetadata())
                    + describeMembers(admin, id);
        } catch (ExecutionException e) {
            return "group " + id + ": " + e.getCause();
        }
    }

    private static String describeMembers(Admin admin, String group) throws ExecutionException {
        try {
            return await(admin.describeConsumerGroups(List.of(group)).all()).get(group).members().stream()
                    .map(member -> "\n  " + member.clientId() + " has "
                            + member.assignment().topicPartitions())
                    .collect(Collectors.joining());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return "\n  members of another protocol";
            }
            throw e;
        }
    }

    private static <T> T await(KafkaFuture<T> future) throws ExecutionException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
