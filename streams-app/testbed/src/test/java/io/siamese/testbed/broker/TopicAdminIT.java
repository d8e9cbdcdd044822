package io.siamese.testbed.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.schemas.kafka.TopicFinding;
import io.siamese.schemas.kafka.TopicState;
import io.siamese.service.config.AppConfig;
import io.siamese.service.config.ConfigSources;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TopicAdminIT {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private EmbeddedBroker broker;

    @BeforeAll
    void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    void stopBroker() {
        broker.close();
    }

    @Test
    void createsTheTopicsAsTheContractWantsThemOnce() {
        // Given
        try (TopicAdmin admin = TopicAdmin.open(config("a.").contract())) {

            // When
            assertThat(admin.create()).hasSize(10).contains("a.images", "a.schemas");

            // Then
            assertThat(admin.compare()).isEmpty();
            Map<String, TopicState> before = admin.states();
            assertThat(admin.create()).isEmpty();
            assertThat(admin.states()).isEqualTo(before);
        }
    }

    @Test
    void leavesAnExistingTopicAloneAndFindsWhereItDiffers() throws Exception {
        // Given
        try (TopicAdmin admin = TopicAdmin.open(config("b.").contract());
                Admin kafka = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            kafka.createTopics(List.of(new NewTopic("b.match-decisions", 2, (short) 1)))
                    .all()
                    .get();
            assertThat(admin.create()).hasSize(9);
            var op = new AlterConfigOp(new ConfigEntry("cleanup.policy", "delete"), AlterConfigOp.OpType.SET);
            kafka.incrementalAlterConfigs(
                            Map.of(new ConfigResource(ConfigResource.Type.TOPIC, "b.exemplars"), List.of(op)))
                    .all()
                    .get();

            // When
            List<TopicFinding> findings = compareOnceKnown(admin, "b.exemplars");

            // Then
            assertThat(findings.stream().filter(TopicFinding::isError).map(TopicFinding::topic))
                    .containsExactly("b.exemplars", "b.match-decisions");
        }
    }

    /** A broker describes a changed setting a moment after the controller took it. */
    private static List<TopicFinding> compareOnceKnown(TopicAdmin admin, String changed) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<TopicFinding> findings = admin.compare();
        while (findings.stream().noneMatch(finding -> finding.topic().equals(changed)) && System.nanoTime() < end) {
            findings = admin.compare();
        }
        return findings;
    }

    @Test
    void findsEveryTopicMissingWhereNoneWasCreated() {
        try (TopicAdmin admin = TopicAdmin.open(config("none.").contract())) {
            assertThat(admin.compare()).hasSize(10).allMatch(TopicFinding::isError);
        }
    }

    @Test
    void failsWhereNoBrokerAnswers() {
        // Given
        AppConfig nowhere = AppConfig.load(ConfigSources.ofFlags(
                "bootstrap.servers=127.0.0.1:1", "kafka.default.api.timeout.ms=500", "kafka.request.timeout.ms=500"));

        // When // Then
        try (TopicAdmin admin = TopicAdmin.open(nowhere.contract())) {
            assertThatThrownBy(admin::compare).isInstanceOf(KafkaException.class);
        }
    }

    private AppConfig config(String prefix) {
        return AppConfig.load(ConfigSources.ofFlags(
                "bootstrap.servers=" + broker.bootstrapServers(), "topics.prefix=" + prefix, "images.partitions=3"));
    }
}
