package io.siamese.service.app;

import io.siamese.schemas.kafka.BrokerAnswer;
import io.siamese.schemas.topic.TopicNames;
import io.siamese.service.logs.LogReader;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets an enrolment application back to the first exemplar where the gallery log is not the one that it has written. The admin
 * client belongs to the caller.
 */
final class EnrolmentRewind {
    private static final Logger LOG = LoggerFactory.getLogger(EnrolmentRewind.class);
    private static final Duration OTHERS_LEAVE = Duration.ofSeconds(30);

    private final Admin admin;
    private final LogReader logReader;
    private final String group;
    private final TopicPartition exemplars;
    private final TopicPartition log;

    /** @param group consumer group of the enrolment application */
    EnrolmentRewind(Admin admin, LogReader logReader, TopicNames topics, String group) {
        this.admin = admin;
        this.logReader = logReader;
        this.group = group;
        exemplars = new TopicPartition(topics.exemplars(), 0);
        log = new TopicPartition(topics.exemplarEmbeddings(), 0);
    }

    /** Makes enrolment embed all exemplars again where the gallery log is empty though it had gone through some. */
    void rewindWhereLogIsNew() {
        if (logReader.endOffset(log) == 0
                && logReader.committed(group, exemplars).isPresent()) {
            LOG.atWarn().addKeyValue("group", group).log("the gallery log is empty: all exemplars are embedded again");
            OffsetAndMetadata start = new OffsetAndMetadata(0);
            rewindOnceEmpty(Map.of(exemplars, start, log, start));
        }
    }

    /** Waits for other instances to leave the group: they notice a new log a moment later, or earlier. */
    private void rewindOnceEmpty(Map<TopicPartition, OffsetAndMetadata> offsets) {
        long end = System.nanoTime() + OTHERS_LEAVE.toNanos();
        while (true) {
            try {
                BrokerAnswer.await(
                        admin.alterConsumerGroupOffsets(group, offsets).all());
                return;
            } catch (KafkaException e) {
                if (!(e.getCause() instanceof UnknownMemberIdException) || System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        }
    }

    /**
     * Makes enrolment embed all exemplars again where the start of the gallery log was deleted. Compaction never moves the
     * start. The start for which that was done is kept as the committed offset of a group without members.
     *
     * @throws IllegalStateException if enrolment runs in another instance, which holds the place
     */
    void rewindWhereLogIsTruncated() {
        String done = group + "-log-start";
        long start = logReader.startOffset(log);
        boolean isDone = logReader
                .committed(done, log)
                .filter(at -> at.offset() == start)
                .isPresent();
        if (start == 0 || isDone || logReader.committed(group, exemplars).isEmpty()) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("group", group)
                .addKeyValue("start", start)
                .log("the gallery log was truncated: all exemplars are embedded again");
        rewindStoppedGroup(group, Map.of(exemplars, new OffsetAndMetadata(0), log, new OffsetAndMetadata(start)));
        rewindStoppedGroup(done, Map.of(log, new OffsetAndMetadata(start)));
    }

    private void rewindStoppedGroup(String stopped, Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            BrokerAnswer.await(admin.alterConsumerGroupOffsets(stopped, offsets).all());
        } catch (KafkaException e) {
            throw new IllegalStateException(
                    "the gallery log was truncated, and all exemplars must be embedded again. Stop all instances, then"
                            + " start them: group " + stopped + " cannot be set back (" + e.getMessage() + ")",
                    e);
        }
    }
}
