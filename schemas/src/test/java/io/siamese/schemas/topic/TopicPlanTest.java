package io.siamese.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.HashSet;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TopicPlanTest {

    @Test
    void givesDecisionsThePartitionsOfImagesAndEnrolmentOne() {
        assertThat(topics(new TopicPlan(12, 1, 1024)).values())
                .extracting(TopicSpec::name, TopicSpec::partitions)
                .containsExactlyInAnyOrder(
                        tuple("images", 12),
                        tuple("match-decisions", 12),
                        tuple("exemplars", 1),
                        tuple("policies", 1),
                        tuple("encoders", 1),
                        tuple("exemplar-embeddings", 1),
                        tuple("exemplar-status", 1),
                        tuple("dead-letters", 1),
                        tuple("schemas", 1),
                        tuple("feedback", 1));
    }

    @ParameterizedTest(name = "{0}: {1}, {2}, {3}")
    @CsvSource({
        "images, delete, CreateTime, uncompressed",
        "exemplars, compact, LogAppendTime, uncompressed",
        "policies, compact, LogAppendTime,",
        "encoders, compact, LogAppendTime,",
        "exemplar-embeddings, compact, LogAppendTime,",
        "exemplar-status, compact, LogAppendTime,",
        "match-decisions, delete, LogAppendTime,",
        "dead-letters, delete, LogAppendTime,",
        "schemas, compact, LogAppendTime,",
        "feedback, delete, LogAppendTime,"
    })
    void keepsTheSettingsOfTheContract(String topic, String cleanup, String timestamps, String compression) {
        // When
        Map<String, String> settings = topics(TopicPlan.defaults()).get(topic).settings();

        // Then
        assertThat(settings.get(TopicConfig.CLEANUP_POLICY_CONFIG)).isEqualTo(cleanup);
        assertThat(settings.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)).isEqualTo(timestamps);
        assertThat(settings.get(TopicConfig.COMPRESSION_TYPE_CONFIG)).isEqualTo(compression);
    }

    @Test
    void keepsWhatARefusedRequestReplacedForAMonth() {
        // When
        Map<String, String> settings =
                topics(TopicPlan.defaults()).get("policies").settings();

        // Then
        assertThat(settings)
                .containsEntry(TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG, "2592000000")
                .doesNotContainKey(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG);
    }

    @Test
    void leavesDeadLettersRoomForTheirHeaders() {
        // Given
        Map<String, TopicSpec> topics = topics(TopicPlan.defaults());

        // When
        int images = maxMessageBytes(topics.get("images"));
        int deadLetters = maxMessageBytes(topics.get("dead-letters"));

        // Then
        assertThat(deadLetters - images).isEqualTo(64 * 1024);
        assertThat(images).isEqualTo(maxMessageBytes(topics.get("exemplars"))).isGreaterThan(1 << 20);
    }

    @ParameterizedTest(name = "of {0} copies, {1} in sync")
    @CsvSource({"1, 1", "2, 1", "3, 2", "5, 2"})
    void waitsForASecondCopyWhereAThirdMayBeDown(int replicationFactor, String inSync) {
        assertThat(topics(new TopicPlan(1, replicationFactor, 1024)).values())
                .allSatisfy(topic ->
                        assertThat(topic.settings()).containsEntry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, inSync))
                .allSatisfy(topic ->
                        assertThat(topic.newTopic().replicationFactor()).isEqualTo((short) replicationFactor));
    }

    @Test
    void namesOnlySettingsThatKafkaKnows() throws IllegalAccessException {
        // Given
        var known = new HashSet<Object>();
        for (var field : TopicConfig.class.getFields()) {
            known.add(field.get(null));
        }

        // Then
        assertThat(topics(TopicPlan.defaults()).values())
                .allSatisfy(
                        topic -> assertThat(known).containsAll(topic.settings().keySet()));
    }

    @ParameterizedTest(name = "{0} partitions, {1} copies, {2} bytes")
    @CsvSource({"0, 1, 1024", "1, 0, 1024", "1, 1, 1023", "1, 1, 536870913", "1, 32768, 1024"})
    void refusesNumbersOutOfRange(int partitions, int copies, int bytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TopicPlan(partitions, copies, bytes))
                .withMessageContaining("allowed are");
    }

    @Test
    void putsAPrefixBeforeEachName() {
        assertThat(TopicNames.defaults().withPrefix("acme.").exemplarEmbeddings())
                .isEqualTo("acme.exemplar-embeddings");
    }

    @Test
    void refusesANameThatKafkaRefusesOrThatIsGivenTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TopicNames.defaults().withPrefix("a/"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TopicNames("a", "b", "c", "d", "e", "f", "g", "h", "i", "a"))
                .withMessageContaining("'a' is given twice");
    }

    private static int maxMessageBytes(TopicSpec topic) {
        return Integer.parseInt(topic.settings().get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG));
    }

    private static Map<String, TopicSpec> topics(TopicPlan plan) {
        return plan.topics(TopicNames.defaults()).stream()
                .collect(Collectors.toMap(TopicSpec::name, Function.identity()));
    }
}
