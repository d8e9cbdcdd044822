package io.siamese.schemas.topic;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.COMPRESSION_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.DELETE_RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.FILE_DELETE_DELAY_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Plans the partitions and settings of the contract's topics, in one place.
 *
 * @param imagePartitions partitions of {@code images}, and so of {@code match-decisions}, at least 1; fixed for life
 * @param replicationFactor copies of each partition, at least 1. From 3 on, a write waits for two of them.
 * @param maxImageBytes the largest image in bytes, 1 KiB to 512 MiB; a record may be {@value #ENVELOPE_BYTES} bytes larger
 */
public record TopicPlan(int imagePartitions, int replicationFactor, int maxImageBytes) {

    /** What a record may hold beside the image: at most 16 KiB of attributes, the other fields, key, headers and framing. */
    public static final int ENVELOPE_BYTES = 64 * 1024;

    /** What a dead letter may hold beside the record it keeps: the headers that say where it came from and why. */
    public static final int DEAD_LETTER_BYTES = 64 * 1024;

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    /** @throws IllegalArgumentException if a number is out of the range given above */
    public TopicPlan {
        requireRange("imagePartitions", imagePartitions, 1, 100_000);
        requireRange("replicationFactor", replicationFactor, 1, Short.MAX_VALUE);
        requireRange("maxImageBytes", maxImageBytes, KIB, 512 * MIB);
    }

    /** Four partitions of images, one copy, images of up to 1 MiB. */
    public static TopicPlan defaults() {
        return new TopicPlan(4, 1, MIB);
    }

    /** The largest record of {@code images} and {@code exemplars} in bytes: their {@code max.message.bytes}. */
    public int maxRecordBytes() {
        return maxImageBytes + ENVELOPE_BYTES;
    }

    /** The largest record of {@code dead-letters} in bytes: its {@code max.message.bytes}. */
    public int maxDeadLetterBytes() {
        return maxRecordBytes() + DEAD_LETTER_BYTES;
    }

    /** The topics under the given names, in the order of the contract. */
    public List<TopicSpec> topics(TopicNames names) {
        return List.of(
                topicSpec(names.images(), imagePartitions, imageSettings()),
                topicSpec(names.exemplars(), 1, exemplarSettings()),
                topicSpec(names.policies(), 1, policySettings()),
                topicSpec(names.encoders(), 1, compacted()),
                topicSpec(names.exemplarEmbeddings(), 1, compacted()),
                topicSpec(names.exemplarStatus(), 1, compacted()),
                topicSpec(names.matchDecisions(), imagePartitions, keptFor(Duration.ofDays(30))),
                topicSpec(names.deadLetters(), 1, deadLetterSettings()),
                topicSpec(names.schemas(), 1, compacted()),
                topicSpec(names.feedback(), 1, keptFor(Duration.ofDays(90))));
    }

    private Map<String, String> imageSettings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE);
        settings.put(RETENTION_MS_CONFIG, millisText(Duration.ofDays(7)));
        // The publisher's own: when an image was published matters more than when it arrived, and nothing is compacted
        // by it.
        settings.put(MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
        uncompressed(settings);
        return settings;
    }

    private Map<String, String> exemplarSettings() {
        Map<String, String> settings = compacted();
        uncompressed(settings);
        return settings;
    }

    /** A refused request must not hide the good one before it at once: a gallery log that is made anew falls back to it. */
    private Map<String, String> policySettings() {
        Map<String, String> settings = compacted();
        settings.remove(MAX_COMPACTION_LAG_MS_CONFIG);
        settings.put(MIN_COMPACTION_LAG_MS_CONFIG, millisText(Duration.ofDays(30)));
        return settings;
    }

    private Map<String, String> deadLetterSettings() {
        Map<String, String> settings = keptFor(Duration.ofDays(30));
        settings.put(MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxDeadLetterBytes()));
        return settings;
    }

    /** Stored uncompressed, {@code max.message.bytes} bounds the bytes that a reader has to hold. */
    private void uncompressed(Map<String, String> settings) {
        settings.put(COMPRESSION_TYPE_CONFIG, "uncompressed");
        settings.put(MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxRecordBytes()));
    }

    private Map<String, String> compacted() {
        Map<String, String> settings = brokerTimed();
        settings.put(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_COMPACT);
        // A reader that was down for less than this sees every tombstone.
        settings.put(DELETE_RETENTION_MS_CONFIG, millisText(Duration.ofDays(7)));
        // Without it the newest segment is never compacted, and a revoked image stays on disk for as long as little is
        // written.
        settings.put(MAX_COMPACTION_LAG_MS_CONFIG, millisText(Duration.ofDays(1)));
        // Kafka's defaults, which the receipt of an erasure counts on.
        settings.put(MIN_COMPACTION_LAG_MS_CONFIG, "0");
        settings.put(FILE_DELETE_DELAY_MS_CONFIG, millisText(Duration.ofMinutes(1)));
        return settings;
    }

    private Map<String, String> keptFor(Duration retention) {
        Map<String, String> settings = brokerTimed();
        settings.put(CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE);
        settings.put(RETENTION_MS_CONFIG, millisText(retention));
        return settings;
    }

    /** A publisher's clock must steer neither compaction nor retention. */
    private static Map<String, String> brokerTimed() {
        Map<String, String> settings = new TreeMap<>();
        settings.put(MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        return settings;
    }

    private TopicSpec topicSpec(String name, int partitions, Map<String, String> settings) {
        settings.put(MIN_IN_SYNC_REPLICAS_CONFIG, replicationFactor >= 3 ? "2" : "1");
        return new TopicSpec(name, partitions, (short) replicationFactor, settings);
    }

    private static String millisText(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    private static void requireRange(String name, int value, int least, int greatest) {
        if (value < least || value > greatest) {
            throw new IllegalArgumentException(name + "=" + value + ", allowed are " + least + " to " + greatest);
        }
    }
}
