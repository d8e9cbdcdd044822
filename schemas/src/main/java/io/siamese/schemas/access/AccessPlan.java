package io.siamese.schemas.access;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import io.siamese.schemas.topic.TopicNames;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Lists the rights that each role needs on the cluster, and no others. Galleries that must not see each other have topics of
 * their own, with a prefix, and a service of their own: then the rights of one name no topic of the other.
 *
 * @param topics the topics of the service
 * @param applicationId the service's {@code application.id}
 */
public record AccessPlan(TopicNames topics, String applicationId) {

    /** The rights of a role on one resource, or on all whose names begin alike. */
    public record Grant(ResourcePattern resource, List<AclOperation> operations) {
        public Grant {
            operations = List.copyOf(operations);
        }
    }

    /**
     * The rights of a role.
     *
     * @param principalName name of the principal without its type. The names of its consumer groups begin with it
     */
    public List<Grant> grants(Role role, String principalName) {
        return switch (role) {
            case APP -> serviceGrants();
            case PUBLISHER -> List.of(topicGrant(topics.images(), WRITE), topicGrant(topics.schemas(), READ));
            case ENROLLER ->
                List.of(
                        topicGrant(topics.exemplars(), WRITE),
                        topicGrant(topics.exemplarStatus(), READ),
                        topicGrant(topics.schemas(), READ),
                        groupsGrant(principalName));
            case POLICYMAKER ->
                List.of(
                        topicGrant(topics.policies(), WRITE, READ),
                        topicGrant(topics.encoders(), WRITE),
                        topicGrant(topics.exemplarStatus(), READ),
                        topicGrant(topics.schemas(), READ),
                        groupsGrant(principalName));
            case READER ->
                List.of(
                        topicGrant(topics.matchDecisions(), READ),
                        topicGrant(topics.schemas(), READ),
                        groupsGrant(principalName));
            case REVIEWER ->
                List.of(
                        topicGrant(topics.feedback(), WRITE, READ),
                        topicGrant(topics.matchDecisions(), READ),
                        topicGrant(topics.schemas(), READ),
                        groupsGrant(principalName));
            case REDRIVER -> List.of(topicGrant(topics.deadLetters(), READ), topicGrant(topics.images(), WRITE));
        };
    }

    private List<Grant> serviceGrants() {
        List<Grant> grants = new ArrayList<>(List.of(
                topicGrant(topics.images(), READ, DESCRIBE_CONFIGS),
                topicGrant(topics.exemplars(), READ, WRITE, DESCRIBE_CONFIGS),
                topicGrant(topics.policies(), READ, DESCRIBE_CONFIGS),
                topicGrant(topics.encoders(), READ, DESCRIBE_CONFIGS),
                topicGrant(topics.feedback(), DESCRIBE, DESCRIBE_CONFIGS),
                topicGrant(topics.exemplarEmbeddings(), READ, WRITE, DESCRIBE_CONFIGS),
                topicGrant(topics.exemplarStatus(), WRITE, DESCRIBE_CONFIGS),
                topicGrant(topics.matchDecisions(), WRITE, DESCRIBE_CONFIGS),
                topicGrant(topics.deadLetters(), WRITE, DESCRIBE_CONFIGS),
                topicGrant(topics.schemas(), READ, WRITE, DESCRIBE_CONFIGS)));
        // The topics, groups and transactions that Kafka Streams names by itself.
        grants.add(grant(TOPIC, applicationId + "-enrol-", PREFIXED, CREATE, READ, WRITE, DESCRIBE_CONFIGS));
        grants.add(grant(GROUP, applicationId, LITERAL, READ));
        // An encoder that is retired takes its group with it.
        grants.add(grant(GROUP, applicationId + "-enrol-", PREFIXED, READ, DELETE));
        grants.add(grant(TRANSACTIONAL_ID, applicationId + "-", PREFIXED, WRITE, DESCRIBE));
        return grants;
    }

    private static Grant topicGrant(String name, AclOperation... operations) {
        return grant(TOPIC, name, LITERAL, operations);
    }

    private static Grant groupsGrant(String prefix) {
        return grant(GROUP, prefix + "-", PREFIXED, READ);
    }

    private static Grant grant(ResourceType type, String name, PatternType pattern, AclOperation... operations) {
        return new Grant(new ResourcePattern(type, name, pattern), List.of(operations));
    }
}
