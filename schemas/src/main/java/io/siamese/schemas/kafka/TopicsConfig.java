package io.siamese.schemas.kafka;

import io.siamese.schemas.topic.TopicNames;

/**
 * The topics and how they are created.
 *
 * @param imagePartitions partitions of {@code images} and {@code match-decisions} at creation, at least 1
 * @param replicationFactor replicas at creation, or -1 for {@value #USUAL_REPLICAS} at most, one on each broker
 */
public record TopicsConfig(TopicNames names, int imagePartitions, int replicationFactor) {

    private static final int USUAL_REPLICAS = 3;

    /** The replicas to create a topic with, on a cluster of so many brokers. */
    public int replicas(int brokers) {
        return replicationFactor == -1 ? Math.min(USUAL_REPLICAS, brokers) : replicationFactor;
    }
}
