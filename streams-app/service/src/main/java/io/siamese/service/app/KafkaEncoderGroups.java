package io.siamese.service.app;

import io.siamese.schemas.kafka.BrokerAnswer;
import io.siamese.service.encoders.EncoderGroups;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DeleteConsumerGroupsOptions;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the consumer groups of enrolment applications. The admin client belongs to the caller. */
final class KafkaEncoderGroups implements EncoderGroups {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaEncoderGroups.class);
    /** Short, because a transaction of enrolment may be open. */
    private static final int ANSWER_MS = 2_000;

    private static final Set<GroupState> WITHOUT_MEMBERS = Set.of(GroupState.EMPTY, GroupState.DEAD);

    private final Admin admin;
    private final String applicationId;
    private final TopicPartition exemplars;

    KafkaEncoderGroups(Admin admin, String applicationId, String exemplarsTopic) {
        this.admin = admin;
        this.applicationId = applicationId;
        exemplars = new TopicPartition(exemplarsTopic, 0);
    }

    /** The consumer group of an encoder's enrolment application. */
    static String groupName(String applicationId, String encoderId) {
        return applicationId + "-enrol-" + encoderId;
    }

    @Override
    public boolean isLoaded(String encoderId) {
        String group = groupName(applicationId, encoderId);
        return BrokerAnswer.await(admin.listGroups(new ListGroupsOptions().timeoutMs(ANSWER_MS))
                        .all())
                .stream()
                .filter(listed -> listed.groupId().equals(group))
                .anyMatch(listed -> listed.groupState()
                        .filter(state -> !WITHOUT_MEMBERS.contains(state))
                        .isPresent());
    }

    @Override
    public OptionalLong answeredTo(String encoderId) {
        String group = groupName(applicationId, encoderId);
        try {
            OffsetAndMetadata committed = BrokerAnswer.await(admin.listConsumerGroupOffsets(
                                    group, new ListConsumerGroupOffsetsOptions().timeoutMs(ANSWER_MS))
                            .partitionsToOffsetAndMetadata(group))
                    .get(exemplars);
            return OptionalLong.of(committed == null ? 0 : committed.offset());
        } catch (KafkaException e) {
            LOG.atDebug().setCause(e).log("the broker does not say how far an encoder is: asked again");
            return OptionalLong.empty();
        }
    }

    @Override
    public void forgetProgress(String encoderId) {
        try {
            BrokerAnswer.await(admin.deleteConsumerGroups(
                            List.of(groupName(applicationId, encoderId)),
                            new DeleteConsumerGroupsOptions().timeoutMs(ANSWER_MS))
                    .all());
        } catch (KafkaException e) {
            if (e.getCause() instanceof GroupAuthorizationException) {
                // The group is empty and harmless: the request is carried out without it.
                LOG.atWarn()
                        .addKeyValue("group", groupName(applicationId, encoderId))
                        .log("the group of a retired encoder may not be deleted: the service has no DELETE on it");
            } else if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
    }
}
