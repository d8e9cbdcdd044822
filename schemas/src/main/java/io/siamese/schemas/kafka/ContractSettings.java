package io.siamese.schemas.kafka;

import io.siamese.schemas.sealing.DataKeys;
import io.siamese.schemas.sealing.Sealing;
import io.siamese.schemas.topic.TopicNames;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says where the contract's topics are and how large an image may be: what the service and every client must agree on.
 *
 * @param kafka the brokers' address and settings of Kafka's clients
 * @param topics the topics' names, and how they are created
 * @param maxImageBytes bytes of an encoded image at most, at least 1
 * @param schemaRegistryUrl the registry that records are written for, or null for single-object encoding
 * @param sealing encrypts images where they are published, and decrypts what is read
 */
public record ContractSettings(
        KafkaSettings kafka,
        TopicsConfig topics,
        int maxImageBytes,
        @Nullable String schemaRegistryUrl,
        Sealing sealing) {

    /** Bytes of an image at most, where nobody says otherwise. */
    public static final int DEFAULT_MAX_IMAGE_BYTES = 1024 * 1024;

    /** Partitions of {@code images} at creation, where nobody says otherwise. */
    public static final int DEFAULT_IMAGE_PARTITIONS = 12;

    private static final int BY_NUMBER_OF_BROKERS = -1;

    public ContractSettings {
        if (maxImageBytes < 1) {
            throw new IllegalArgumentException("maxImageBytes=" + maxImageBytes + ": at least 1 is allowed");
        }
    }

    /** Without encryption. */
    public ContractSettings(
            KafkaSettings kafka, TopicsConfig topics, int maxImageBytes, @Nullable String schemaRegistryUrl) {
        this(kafka, topics, maxImageBytes, schemaRegistryUrl, Sealing.off());
    }

    /** Returns the same settings with encryption by these keys. */
    public ContractSettings withKeys(DataKeys keys) {
        return new ContractSettings(kafka, topics, maxImageBytes, schemaRegistryUrl, Sealing.by(keys));
    }

    /** Leaves the registry's user and password out. */
    @Override
    public String toString() {
        return "ContractSettings[kafka=" + kafka + ", topics=" + topics + ", maxImageBytes=" + maxImageBytes
                + ", schemaRegistryUrl="
                + (schemaRegistryUrl == null ? null : schemaRegistryUrl.replaceFirst("(?s)//.*@", "//***@"))
                + ", sealing=" + sealing + "]";
    }

    /** The contract with its default topic names on a cluster without authentication. */
    public static ContractSettings forBrokers(String bootstrapServers) {
        return new ContractSettings(
                new KafkaSettings(bootstrapServers, Map.of()),
                new TopicsConfig(TopicNames.defaults(), DEFAULT_IMAGE_PARTITIONS, BY_NUMBER_OF_BROKERS),
                DEFAULT_MAX_IMAGE_BYTES,
                null);
    }
}
