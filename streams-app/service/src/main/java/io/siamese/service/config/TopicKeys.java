package io.siamese.service.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Range.between;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;

/** Settings of the topics: their names, partitions and replicas. */
final class TopicKeys {
    static final String TOPICS_PREFIX = "topics.prefix";
    static final String TOPIC = "topic.";
    static final String IMAGES_PARTITIONS = "images.partitions";
    static final String REPLICATION_FACTOR = "replication.factor";

    static final List<String> ROLES = List.of(
            "images",
            "exemplars",
            "policies",
            "encoders",
            "exemplar-embeddings",
            "exemplar-status",
            "match-decisions",
            "dead-letters",
            "schemas",
            "feedback");

    private static final Check TOPIC_PART =
            new Check("up to 249 of A-Z a-z 0-9 . _ -", value -> ((String) value).matches("[A-Za-z0-9._-]{0,249}"));
    private static final Check REPLICAS = new Check(
            "-1, or 1 to 32767",
            value -> (Integer) value == -1 || (Integer) value >= 1 && (Integer) value <= Short.MAX_VALUE);

    private TopicKeys() {}

    static void define(ConfigDef keys) {
        keys.define(TOPICS_PREFIX, STRING, "", TOPIC_PART, MEDIUM, "Put before the name of every topic.");
        for (String role : ROLES) {
            keys.define(
                    TOPIC + role,
                    STRING,
                    "",
                    TOPIC_PART,
                    LOW,
                    "The whole name of this topic. Empty: `<topics.prefix>" + role + "`.");
        }
        keys.define(
                        IMAGES_PARTITIONS,
                        INT,
                        12,
                        between(1, 10_000),
                        HIGH,
                        "Partitions of `images` and `match-decisions` where the app creates them. Fixed for life.")
                .define(
                        REPLICATION_FACTOR,
                        INT,
                        -1,
                        REPLICAS,
                        HIGH,
                        "Replicas of each topic that the app creates. -1: 3, or one on each broker where there are fewer.");
    }
}
