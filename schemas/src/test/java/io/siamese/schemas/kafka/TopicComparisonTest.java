package io.siamese.schemas.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.siamese.schemas.topic.TopicNames;
import io.siamese.schemas.topic.TopicPlan;
import io.siamese.schemas.topic.TopicSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicComparisonTest {

    private static final TopicNames NAMES = TopicNames.defaults();

    private final List<TopicSpec> wanted = new TopicPlan(4, 1, 1 << 20).topics(NAMES);
    private final Map<String, TopicState> actual = new HashMap<>();

    TopicComparisonTest() {
        wanted.forEach(spec -> actual.put(
                spec.name(),
                new TopicState(
                        spec.name(), Uuid.randomUuid(), spec.partitions(), spec.replicationFactor(), spec.settings())));
    }

    @Test
    void findsNothingWhereTopicsAreAsWanted() {
        assertThat(findings()).isEmpty();
    }

    @Test
    void findsAMissingTopic() {
        // Given
        actual.remove(NAMES.schemas());

        // When // Then
        assertThat(findings())
                .containsExactly(TopicFinding.error("schemas", "missing; `siamese topics create` creates it"));
    }

    @Test
    void findsDecisionsThatAreNotPartitionedAsTheImages() {
        // Given
        replace("match-decisions", 5, Map.of());

        // When // Then
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.isError()).isTrue();
            assertThat(finding.detail()).startsWith("5 partitions, but images has 4");
        });
    }

    @Test
    void acceptsAnotherNumberOfImagePartitionsThanConfigured() {
        // Given
        replace("images", 9, Map.of());
        replace("match-decisions", 9, Map.of());

        // When // Then
        assertThat(findings()).isEmpty();
    }

    @ParameterizedTest(name = "{0} on {1} partitions: error {2}")
    @CsvSource({"exemplars,2,true", "exemplar-embeddings,3,true", "dead-letters,3,false"})
    void findsMoreThanOnePartitionWhereOrderDecides(String topic, int partitions, boolean error) {
        // Given
        replace(topic, partitions, Map.of());

        // When // Then
        assertThat(findings().stream().anyMatch(TopicFinding::isError)).isEqualTo(error);
    }

    @ParameterizedTest(name = "{0} with {1}={2} is a {3}")
    @CsvSource({
        "exemplars, cleanup.policy, delete, ERROR",
        "images, cleanup.policy, compact, ERROR",
        "images, compression.type, producer, WARNING",
        "exemplars, message.timestamp.type, CreateTime, WARNING",
        "images, max.message.bytes, 1000012, WARNING",
        "dead-letters, max.message.bytes, 1000012, ERROR",
        "dead-letters, max.message.bytes, 100000012, WARNING"
    })
    void findsASettingThatDiffers(String topic, String key, String value, TopicFinding.Severity severity) {
        // Given
        replace(topic, actual.get(topic).partitions(), Map.of(key, value));

        // When // Then
        assertThat(findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(severity);
            assertThat(finding.toString()).contains("topic " + topic + ": " + key + "=" + value + ", wanted ");
        });
    }

    @Test
    void findsFewerReplicasThanWanted() {
        // Given
        List<TopicSpec> replicated = new TopicPlan(4, 2, 1 << 20).topics(NAMES);

        // When
        List<TopicFinding> findings = new TopicComparison(NAMES, actual).findDifferences(replicated);

        // Then
        assertThat(findings).hasSize(10).allMatch(finding -> finding.detail().equals("1 replicas, wanted 2"));
    }

    private void replace(String topic, int partitions, Map<String, String> changed) {
        TopicState before = actual.get(topic);
        Map<String, String> settings = new HashMap<>(before.settings());
        settings.putAll(changed);
        actual.put(topic, new TopicState(topic, before.id(), partitions, before.replicas(), settings));
    }

    private List<TopicFinding> findings() {
        return new TopicComparison(NAMES, actual).findDifferences(wanted);
    }
}
