package io.siamese.service.app;

import io.siamese.schemas.kafka.BrokerAnswer;
import io.siamese.schemas.topic.TopicNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Checks at the start that the topics are there and have the partitions that the contract allows. The admin client belongs to
 * the caller.
 */
final class TopicCheck {
    private final Admin admin;
    private final TopicNames topics;

    TopicCheck(Admin admin, TopicNames topics) {
        this.admin = admin;
        this.topics = topics;
    }

    /**
     * Checks what the applications rely on.
     *
     * @return how many partitions images have
     * @throws IllegalStateException if a topic is missing or has partitions that the contract does not allow
     */
    int checkPartitions() {
        Map<String, TopicDescription> found = described();
        int images = BrokerAnswer.about(topics.images(), found).partitions().size();
        int decisions =
                BrokerAnswer.about(topics.matchDecisions(), found).partitions().size();
        if (images != decisions) {
            throw new IllegalStateException(topics.matchDecisions() + " has " + decisions + " partitions and "
                    + topics.images() + " has " + images + ": a decision is written to its image's partition number");
        }
        checkSinglePartitions(found);
        return images;
    }

    private void checkSinglePartitions(Map<String, TopicDescription> found) {
        for (String single : List.of(
                topics.exemplars(),
                topics.policies(),
                topics.encoders(),
                topics.exemplarEmbeddings(),
                topics.exemplarStatus())) {
            int partitions = BrokerAnswer.about(single, found).partitions().size();
            if (partitions != 1) {
                throw new IllegalStateException(
                        single + " has " + partitions + " partitions where 1 is allowed: its order decides");
            }
        }
    }

    private Map<String, TopicDescription> described() {
        Map<String, TopicDescription> found = new HashMap<>();
        List<String> missing = new ArrayList<>();
        admin.describeTopics(List.of(
                        topics.images(),
                        topics.matchDecisions(),
                        topics.deadLetters(),
                        topics.exemplars(),
                        topics.policies(),
                        topics.encoders(),
                        topics.exemplarEmbeddings(),
                        topics.exemplarStatus(),
                        topics.schemas(),
                        topics.feedback()))
                .topicNameValues()
                .forEach((name, description) -> {
                    try {
                        found.put(name, BrokerAnswer.await(description));
                    } catch (KafkaException e) {
                        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                            throw e;
                        }
                        missing.add(name);
                    }
                });
        if (!missing.isEmpty()) {
            throw new IllegalStateException("topics are missing: " + String.join(", ", missing)
                    + "; create them with `siamese topics create`, or serve with --create-topics");
        }
        return found;
    }
}
