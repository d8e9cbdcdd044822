package io.siamese.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.siamese.client.DecisionRequests;
import io.siamese.client.DecisionWatcher;
import io.siamese.client.EnrolmentRequests;
import io.siamese.client.ExemplarPublisher;
import io.siamese.client.ImagePublisher;
import io.siamese.client.PolicyRequests;
import io.siamese.client.StatusWatcher;
import io.siamese.schemas.kafka.ContractSettings;
import io.siamese.schemas.kafka.TopicAdmin;
import io.siamese.testbed.broker.EmbeddedBroker;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What was opened before an opening failed is closed again. */
class FailedOpeningIT {
    private static EmbeddedBroker broker;
    private static ContractSettings working;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start();
        working = ContractSettings.forBrokers(broker.bootstrapServers());
        try (TopicAdmin admin = TopicAdmin.open(working)) {
            admin.create();
        }
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    static Stream<Arguments> clients() {
        return Stream.of(
                client("images", ImagePublisher::open),
                client("exemplars", ExemplarPublisher::open),
                client("decisions", settings -> DecisionWatcher.open(settings, false)),
                client("statuses", StatusWatcher::open),
                client("policies", settings -> PolicyRequests.open(settings, DecisionRequests.DEFAULT_TIMEOUT)),
                client("requests for decisions", DecisionRequests::open),
                client("requests for enrolment", EnrolmentRequests::open));
    }

    private static Arguments client(String name, Function<ContractSettings, AutoCloseable> open) {
        return Arguments.of(name, open);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clients")
    void closesItsKafkaClientsWhereTheRegistryCannotBeUsed(
            String name, Function<ContractSettings, AutoCloseable> open) {
        // Given
        long before = KafkaClientCount.open();
        ContractSettings broken =
                new ContractSettings(working.kafka(), working.topics(), working.maxImageBytes(), "no-url");

        // When, Then
        assertThatThrownBy(() -> open.apply(broken)).isInstanceOf(IllegalArgumentException.class);
        assertThat(KafkaClientCount.open()).isEqualTo(before);
    }
}
