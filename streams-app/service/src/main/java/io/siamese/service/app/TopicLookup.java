package io.siamese.service.app;

import io.siamese.schemas.kafka.BrokerAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for a topic that may be missing for a while. The admin client belongs to the caller. */
final class TopicLookup {
    private static final Logger LOG = LoggerFactory.getLogger(TopicLookup.class);
    private static final int ANSWER_MS = 3_000;
    private static final Duration INTERVAL = Duration.ofMillis(200);

    private final Admin admin;
    private final String topic;

    TopicLookup(Admin admin, String topic) {
        this.admin = admin;
        this.topic = topic;
    }

    /**
     * Asks for the topic's id, five times a second, until it is there.
     *
     * @param patience how long to ask; zero: once
     * @return empty if the topic is missing, the brokers do not answer, or the thread is interrupted
     */
    Optional<Uuid> awaitTopicId(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        Optional<Uuid> found = findTopicId();
        while (found.isEmpty()
                && System.nanoTime() < end
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(INTERVAL.toNanos());
            found = findTopicId();
        }
        return found;
    }

    private Optional<Uuid> findTopicId() {
        try {
            DescribeTopicsOptions bounded = new DescribeTopicsOptions().timeoutMs(ANSWER_MS);
            return Optional.of(BrokerAnswer.about(
                            topic,
                            BrokerAnswer.await(admin.describeTopics(List.of(topic), bounded)
                                    .allTopicNames()))
                    .topicId());
        } catch (KafkaException e) {
            LOG.atDebug().setCause(e).addKeyValue("topic", topic).log("the topic is not there");
            return Optional.empty();
        }
    }
}
